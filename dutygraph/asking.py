"""The questions of the catalogue as commands: what each takes stands in the head of its file."""

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dutygraph import options
from dutygraph.clicks import Command, Group, click
from dutygraph.options import Settings, _

if TYPE_CHECKING:
    from dutygraph.queries.catalog import Parameter, Question
    from dutygraph.queries.engines import Engine


class Questions(Group):
    """A group that makes its commands from the catalogue when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the questions."""
        from dutygraph.queries import catalog

        return list(catalog.names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> Command | None:  # noqa: ARG002 - click's signature
        """Return the command of one question."""
        from dutygraph.queries import catalog

        if cmd_name not in catalog.names():
            return None
        question = catalog.question(cmd_name)
        command = Command(
            cmd_name,
            params=[_parameter(one) for one in question.parameters],
            help=_help(question),
            short_help=_(question.summary),
            callback=_asker(question),
        )
        options.narrowing_options(_engine_option(options.rows_options(command)))
        return command


def _help(question: "Question") -> str:
    said = options.paragraphs([question.summary, *question.description.split("\n\n")])
    # click has no place of its own for what an argument means.
    arguments = (one for one in question.parameters if not one.is_option)
    return "\n\n".join([said, *(f"{one.shown}: {_(one.help)}" for one in arguments)])


def _parameter(spec: "Parameter") -> click.Parameter:
    if spec.kind == "flag":
        return click.Option([spec.shown, spec.name], is_flag=True, help=_(spec.help))
    if spec.is_option:
        return click.Option(
            [spec.shown, spec.name],
            default=spec.default,
            show_default=spec.default not in ("", 0),
            help=_(spec.help),
        )
    many = spec.kind == "departments"
    shown = f"{spec.shown} {spec.shown}..." if many else spec.shown
    return click.Argument(
        [spec.name],
        required=spec.is_required,
        nargs=-1 if many else 1,
        metavar=shown if spec.is_required else f"[{shown}]",
    )


@contextlib.contextmanager
def _over_store(settings: Settings) -> Iterator["Engine"]:
    from dutygraph.queries.engines import SparqlEngine

    with options.open_store(settings) as snapshot:
        yield SparqlEngine(snapshot)


@contextlib.contextmanager
def _over_neo4j(settings: Settings) -> Iterator["Engine"]:
    from dutygraph.queries.cypher_engine import CypherEngine

    with options.neo4j(settings) as target:
        yield CypherEngine(target.driver, target.database)


_ENGINES = {"sparql": _over_store, "cypher": _over_neo4j}

_engine_option = click.option(
    "--engine",
    type=click.Choice(list(_ENGINES)),
    default="sparql",
    show_default=True,
    help=_("Who answers: the store in SPARQL, or its mirror in Neo4j (NEO4J_URI) in Cypher."),
)


def _asker(question: "Question") -> Callable[..., None]:
    @click.pass_obj
    def asked(
        settings: Settings,
        /,
        list_: str,
        county: str,
        engine: str,
        format_: str | None,
        output: str | None,
        **arguments: object,
    ) -> None:
        from dutygraph.queries import questions
        from dutygraph.queries.narrowing import known_lists
        from dutygraph.tables import Rows

        with _ENGINES[engine](settings) as opened:
            found = questions.ask(opened, question.name, arguments, list_=list_, county=county)
            counties = [one.county for one in known_lists(opened)]
            hidden = options.hidden_columns(counties, list_, county)
        rows = Rows([column.name for column in question.columns], found)
        options.put_rows(settings, rows, format_, output, hidden)

    return asked
