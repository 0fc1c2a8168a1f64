"""What every capability stands on: who acts, when, whether they may, in whose house. No domain words."""
