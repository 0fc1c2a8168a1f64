"""The peers on the same texts in the same run: datasketch, semhash, BERTopic, scikit-learn.

They live in an environment of their own below var/evals, made on first use. The modules named ``with_...`` run there,
get JSON on their standard input and give JSON on their standard output.
"""
