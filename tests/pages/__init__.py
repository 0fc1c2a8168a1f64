"""Page objects, named in the words of the glossary: what a person sees and does on each page, nothing about how."""
