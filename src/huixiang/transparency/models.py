"""The log of an organisation: its leaves, the roots of its full subtrees, its head, checkpoints and cosignatures.

Beside it, apart because it can be erased: what opens each leaf. Rows of the log are never changed nor removed.
"""

from __future__ import annotations

import uuid

from django.db import models

from huixiang.kernel.tenancy import TenantModel, organisation_of_transaction


class KeyedInOrganisation(TenantModel):
    """A row whose key begins with its organisation.

    An index on the organisation alone would only mislead: without statistics PostgreSQL reads a whole log through it.
    """

    organisation = models.ForeignKey(
        "people.Organisation",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        default=organisation_of_transaction,
        db_index=False,
    )

    class Meta:
        abstract = True


class LogLeaf(KeyedInOrganisation):
    """An entry of 80 bytes at its place. Its hash is not stored: it follows from the entry."""

    pk = models.CompositePrimaryKey("organisation_id", "idx")
    idx = models.BigIntegerField()
    entry = models.BinaryField()

    class Meta:
        ordering = ("idx",)
        constraints = [models.CheckConstraint(condition=models.Q(idx__gte=0), name="leaf_index_counts_from_0")]


class LogTile(KeyedInOrganisation):
    """The root of a full subtree of 256**level leaves, the n-th from the left; level 1 and above."""

    pk = models.CompositePrimaryKey("organisation_id", "level", "n")
    level = models.PositiveSmallIntegerField()
    n = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        ordering = ("level", "n")


class LogHead(TenantModel):
    """How far the log has grown: one row an organisation. ``frontier`` is the hashes of its full subtrees, joined.

    ``published`` is how much of it is public, as of ``published_on``: all of it unless ``held_back`` (see ADR 0020).
    """

    origin = models.CharField(max_length=200)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")
    began_after = models.BigIntegerField(default=0)
    """The last journal entry that was written before there was a log."""
    published = models.BigIntegerField(default=0)
    published_on = models.DateField(null=True)
    held_back = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["organisation"], name="one_log_an_organisation"),
            models.CheckConstraint(
                condition=models.Q(published__gte=0, published__lte=models.F("size")), name="published_is_sealed"
            ),
        ]


class LogCheckpoint(KeyedInOrganisation):
    """A signed head of the log: one for each batch that was sealed."""

    pk = models.CompositePrimaryKey("organisation_id", "size")
    size = models.BigIntegerField()
    note = models.TextField()
    day = models.DateField()

    class Meta:
        ordering = ("size",)


class Witness(TenantModel):
    """Somebody outside who watches our log: address and key. ``left_at`` ends it.

    ``disagrees_since`` is set while it refuses to sign because it knows another log than ours, of ``knows`` entries:
    ours was restored from an older backup, or made anew.
    """

    name = models.CharField(max_length=200)
    key = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    size = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    knows = models.BigIntegerField(default=0, db_default=0)
    disagrees_since = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="witness_once")]


class Cosignature(TenantModel):
    """A witness' signature line on one of our checkpoints."""

    size = models.BigIntegerField()
    name = models.CharField(max_length=200)
    line = models.TextField()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("size", "name")
        constraints = [models.UniqueConstraint(fields=["organisation", "size", "name"], name="cosigned_once")]


class WatchedLog(TenantModel):
    """A log of others that we are a witness of: its key, and the last checkpoint we cosigned."""

    origin = models.CharField(max_length=200)
    key = models.CharField(max_length=300)
    size = models.BigIntegerField(default=0)
    note = models.TextField(blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("origin",)
        constraints = [models.UniqueConstraint(fields=["organisation", "origin"], name="log_watched_once")]


class BegunAnew(TenantModel):
    """That we, as a witness, let a log begin anew from a head that need not continue the one we had signed.

    ``known`` is that old checkpoint as it was signed, ``note`` the one we go on from. Never changed, never removed.
    """

    watched = models.ForeignKey(WatchedLog, on_delete=models.PROTECT, related_name="begun_anew")
    knew = models.BigIntegerField()
    known = models.TextField()
    size = models.BigIntegerField()
    note = models.TextField()
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class SignsAgain(TenantModel):
    """That a witness which had refused our log signs it again: how much it knew, from which size it goes on.

    ``statement`` is the note in which it says so, with its reason; empty where it gave none. Never changed, never
    removed.
    """

    witness = models.ForeignKey(Witness, on_delete=models.PROTECT, related_name="signs_again")
    knew = models.BigIntegerField()
    refused_since = models.DateTimeField()
    size = models.BigIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    statement = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)


class HeadReader(TenantModel):
    """Who has the head of each day sent by mail: an address that confirmed it, or was asked to within three days.

    The id stands in the links of the mails; whoever has one can confirm, or end it. ``size`` is how much of the log
    the last head they were sent covers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = models.CharField(max_length=254)
    asked_on = models.DateField()
    confirmed_on = models.DateField(null=True)
    mailed_on = models.DateField(null=True)
    size = models.BigIntegerField(default=0)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["organisation", "address"], name="head_reader_once")]


class Opening(KeyedInOrganisation):
    """What opens a leaf: the record it commits to and the key. Erasing a record empties the key and keeps the leaf."""

    pk = models.CompositePrimaryKey("organisation_id", "idx")
    idx = models.BigIntegerField()
    about = models.CharField(max_length=80)
    thread = models.CharField(max_length=80)
    key = models.BinaryField()

    class Meta:
        ordering = ("idx",)
        indexes = [
            models.Index(fields=["organisation", "about"], name="opening_about"),
            models.Index(fields=["organisation", "thread", "idx"], name="opening_thread"),
        ]
