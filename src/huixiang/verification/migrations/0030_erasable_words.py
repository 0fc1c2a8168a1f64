"""What a speaker said with an answer can be erased; the answer itself stays as it was given."""

from django.db import migrations

from huixiang.kernel.tenancy import erasable


class Migration(migrations.Migration):
    dependencies = [("verification", "0021_protect_sample_audits"), ("listening", "0010_protect_erasure")]
    operations = [erasable("verification_verdict", "words"), erasable("verification_callbacktry", "words")]
