"""The description of the dataset (VoID, DCAT), in the form that a client takes."""

from __future__ import annotations

import pyoxigraph as ox

from unmandates.answers.context import Context
from unmandates.answers.request import DescriptionTarget, Request
from unmandates.answers.response import Response
from unmandates.answers.triples_document import answer_triples


def answer_description(context: Context, target: DescriptionTarget, request: Request) -> Response:
    """The description, or 406."""
    triples = list(ox.parse(target.turtle, format=ox.RdfFormat.TURTLE))
    return answer_triples(context, request, target.path, str(context.iris.dataset()), triples)
