"""Loads the demo organisation by the real services, as if its ninety days had been lived."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from huixiang.ops.demo.load import load_demo
from huixiang.people.models import Organisation


class Command(BaseCommand):
    help = "Load the demo organisation (about 280 voices over 90 days)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there is an organisation")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["if_empty"] and Organisation.objects.exists():
            return
        self.stdout.write("Loading the demo: ninety days of a county bureau. This takes about half a minute.")
        told = load_demo(until=timezone.now())
        self.stdout.write(f"{told.voices} voices, {told.problems} problems; {told.refused} acts refused by the rules.")
