"""Each question against rows that were worked out by hand from the lists in conftest.py."""

import pytest

from dutygraph.errors import UsageError
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.questions import Questions, ask

JIA, YI = "重庆市/甲县", "重庆市/乙县"
EAST, WEST, SOUTH = f"{JIA}/东镇", f"{JIA}/西镇", f"{YI}/南乡"
WATER, POLICE, FARMS = "县水利局", "县公安局", "县农业农村委"
SCHOOLS, RESCUE = "县教委", "县应急管理局"
UNNAMED = "某些部门"


def test_summary_counts_each_list(questions: Questions) -> None:
    assert questions.summary() == [
        (SOUTH, 0, 1, 0, 1, 0, 0),
        (EAST, 1, 4, 4, 5, 2, 1),
        (WEST, 0, 1, 0, 2, 1, 0),
    ]


def test_summary_counts_placeholders_in_by_their_wording(unnamed: Questions) -> None:
    assert unnamed.summary() == [(EAST, 1, 4, 4, 6, 3, 1)]


def test_departments_are_those_listed_or_receiving(questions: Questions) -> None:
    assert questions.departments() == [
        (JIA, POLICE, 4, 3, 4, 1),
        (JIA, WATER, 3, 3, 3, 1),
        (YI, POLICE, 1, 0, 1, 0),
        (JIA, FARMS, 1, 1, 1, 0),
        (JIA, SCHOOLS, 1, 0, 2, 0),
        (JIA, RESCUE, 0, 0, 0, 1),
    ]


def test_departments_of_one_list_count_that_list_only(engine: SparqlEngine) -> None:
    assert Questions(engine, list_="西镇").departments() == [
        (JIA, POLICE, 1, 1, 1, 0),
        (JIA, WATER, 1, 1, 1, 0),
    ]


def test_departments_with_placeholders_share_more(unnamed: Questions) -> None:
    assert unnamed.departments() == [
        (JIA, POLICE, 3, 2, 3, 1),
        (JIA, WATER, 2, 2, 2, 1),
        (JIA, UNNAMED, 2, 2, 1, 0),
        (JIA, FARMS, 1, 1, 1, 0),
        (JIA, SCHOOLS, 1, 1, 2, 0),
        (JIA, RESCUE, 0, 0, 0, 1),
    ]


def test_co_owners_are_listed_in_the_same_cooperative_duty(questions: Questions) -> None:
    assert questions.co_owners("水利局") == [
        (
            JIA,
            POLICE,
            3,
            (f"{EAST}/cooperative/1", f"{EAST}/cooperative/2", f"{WEST}/cooperative/10"),
        ),
        (JIA, FARMS, 1, (f"{EAST}/cooperative/2",)),
    ]


def test_co_owners_with_placeholders(unnamed: Questions) -> None:
    assert unnamed.co_owners(SCHOOLS) == [(JIA, UNNAMED, 1, (f"{EAST}/cooperative/3-2",))]


def test_pairs_begin_with_the_strongest(questions: Questions) -> None:
    river, fish, other = (
        f"{EAST}/cooperative/1",
        f"{EAST}/cooperative/2",
        f"{WEST}/cooperative/10",
    )
    assert questions.pairs() == [
        (JIA, POLICE, WATER, 3, (river, fish, other)),
        (JIA, POLICE, FARMS, 1, (fish,)),
        (JIA, FARMS, WATER, 1, (fish,)),
    ]


def test_pairs_keep_those_that_share_enough(questions: Questions) -> None:
    assert [row.shared for row in questions.pairs(minimum=2)] == [3]
    assert questions.pairs(minimum=4) == []


def test_pairs_leave_duties_with_many_departments_out(questions: Questions) -> None:
    assert [(row.first, row.second, row.shared) for row in questions.pairs(max_bodies=2)] == [
        (POLICE, WATER, 2)
    ]


def test_pairs_with_placeholders(unnamed: Questions) -> None:
    assert [(row.first, row.second, row.shared) for row in unnamed.pairs()] == [
        (POLICE, WATER, 2),
        (POLICE, FARMS, 1),
        (POLICE, UNNAMED, 1),
        (FARMS, WATER, 1),
        (SCHOOLS, UNNAMED, 1),
        (WATER, UNNAMED, 1),
    ]


def test_shared_lists_all_of_the_departments(questions: Questions) -> None:
    assert questions.shared([WATER, "农业农村委"]) == [
        (EAST, "cooperative", 2, "渔业管理", (POLICE, FARMS, WATER))
    ]


def test_shared_shows_placeholders_only_if_asked(east: Questions, unnamed: Questions) -> None:
    pair = (WATER, POLICE)
    assert east.shared(pair)[0].departments == (POLICE, WATER)
    assert unnamed.shared(pair)[0].departments == (POLICE, WATER, UNNAMED)


def test_duties_stand_in_the_order_of_list_kind_and_number(questions: Questions) -> None:
    assert [(row.list, row.kind, row.number, row.title) for row in questions.duties()] == [
        (SOUTH, "cooperative", 1, "校园安全"),
        (EAST, "basic", 1, "加强自身建设。"),
        (EAST, "cooperative", 1, "河道管理"),
        (EAST, "cooperative", 2, "渔业管理"),
        (EAST, "cooperative", 3, "校园安全"),
        (EAST, "cooperative", 3, "校车安全"),
        (EAST, "reclaimed", 1, "河道处罚"),
        (EAST, "reclaimed", 2, "旧证明"),
        (EAST, "reclaimed", 3, "旧统计"),
        (EAST, "reclaimed", 4, "防汛处罚"),
        (WEST, "cooperative", 10, "河道管理"),
    ]


def test_duties_show_all_departments_roles_and_statements(east: Questions) -> None:
    basic, river, *_ = east.duties()
    assert basic == (EAST, "basic", 1, "加强自身建设。", "党的建设", (), (), 0)
    departments = (POLICE, WATER)
    assert river == (EAST, "cooperative", 1, "河道管理", "生态", departments, ("listed",), 3)


def test_duties_of_a_department_count_its_own_statements(east: Questions) -> None:
    departments = (POLICE, WATER)
    three = (POLICE, FARMS, WATER)
    assert east.duties(WATER) == [
        (EAST, "cooperative", 1, "河道管理", "生态", departments, ("listed",), 2),
        (EAST, "cooperative", 2, "渔业管理", "生态", three, ("listed",), 0),
        (EAST, "reclaimed", 1, "河道处罚", "生态", departments, ("receiver",), 0),
    ]


def test_duties_by_kind_category_and_placeholders(east: Questions, unnamed: Questions) -> None:
    assert [row.number for row in east.duties(kind="收回")] == [1, 2, 3, 4]
    assert [row.kind for row in east.duties(category="态")] == [
        "cooperative",
        "cooperative",
        "reclaimed",
    ]
    assert east.duties(SCHOOLS)[0].departments == (SCHOOLS,)
    assert unnamed.duties(SCHOOLS)[0].departments == (SCHOOLS, UNNAMED)


def test_duty_shows_bearers_and_statements_in_order(east: Questions) -> None:
    assert east.duty("配合", 1) == [
        (EAST, WATER, ("listed",), ("牵头",), "牵头巡查河道。"),
        (EAST, WATER, ("listed",), ("会同", "共同"), "联合执法。"),
        (EAST, POLICE, ("listed",), ("会同", "共同"), "联合执法。"),
        (EAST, UNNAMED, (), (), "做好本行业的工作。"),
        (EAST, "东镇", (), (), "上报问题。"),
    ]


def test_duty_shows_a_department_without_a_statement(east: Questions) -> None:
    assert east.duty("cooperative", 2) == [
        (EAST, POLICE, ("listed",), (), "维护秩序。"),
        (EAST, FARMS, ("listed",), ("配合",), "配合县教委开展宣传。"),
        (EAST, WATER, ("listed",), (), ""),
        (EAST, "东镇", (), (), "上报问题。"),
        (EAST, "东镇", (), ("配合",), "协助清理渔网。"),
    ]


def test_duty_with_a_repeated_number_shows_both(east: Questions) -> None:
    assert east.duty("cooperative", 3) == [
        (EAST, POLICE, ("listed",), (), "巡查校园。"),
        (EAST, SCHOOLS, (), (), "检查校园。"),
        (EAST, SCHOOLS, ("listed",), (), "检查校车。"),
        (EAST, UNNAMED, (), (), ""),
    ]


def test_a_basic_duty_is_the_townships_own(east: Questions) -> None:
    assert east.duty("基本", 1) == [(EAST, "东镇", (), (), "加强自身建设。")]


def test_a_reclaimed_duty_shows_receivers_and_methods(east: Questions) -> None:
    assert east.duty("收回", 1) == [
        (EAST, WATER, ("receiver",), (), "县水利局办理。"),
        (EAST, POLICE, ("receiver",), (), "县水利局办理。"),
        (EAST, WATER, ("receiver",), (), "由乡镇移送线索。"),
        (EAST, POLICE, ("receiver",), (), "由乡镇移送线索。"),
    ]
    assert east.duty("收回", 2) == [(EAST, "", (), (), "已经废止。")]
    assert east.duty("收回", 3) == [(EAST, "", (), (), "")]
    assert east.duty("收回", 4) == [(EAST, RESCUE, ("receiver",), (), "")]


def test_township_states_what_it_does_in_cooperative_duties(questions: Questions) -> None:
    river = (EAST, "cooperative", 1, "河道管理", "上报问题。")
    fish = [
        (EAST, "cooperative", 2, "渔业管理", "上报问题。"),
        (EAST, "cooperative", 2, "渔业管理", "协助清理渔网。"),
    ]
    assert questions.township() == [river, *fish]
    assert questions.township(FARMS) == fish


def test_transfers_show_each_receiver_with_each_method(questions: Questions) -> None:
    water = [
        (EAST, 1, "河道处罚", "生态", WATER, "县水利局办理。"),
        (EAST, 1, "河道处罚", "生态", WATER, "由乡镇移送线索。"),
    ]
    police = [
        (EAST, 1, "河道处罚", "生态", POLICE, "县水利局办理。"),
        (EAST, 1, "河道处罚", "生态", POLICE, "由乡镇移送线索。"),
    ]
    assert questions.transfers() == [
        *water,
        *police,
        (EAST, 4, "防汛处罚", "", RESCUE, ""),
    ]
    assert questions.transfers("水利局") == water


def test_discontinued_duties_may_lack_a_reason(questions: Questions) -> None:
    assert questions.discontinued() == [
        (EAST, 2, "旧证明", "已经废止。"),
        (EAST, 3, "旧统计", ""),
    ]


def test_leftover_methods_name_the_township(questions: Questions) -> None:
    assert questions.leftover() == [(EAST, 1, "河道处罚", "由乡镇移送线索。")]


def test_no_lead_are_shared_duties_without_the_word(questions: Questions) -> None:
    assert questions.no_lead() == [
        (EAST, 2, "渔业管理", (POLICE, FARMS, WATER)),
        (WEST, 10, "河道管理", (POLICE, WATER)),
    ]


def test_no_lead_with_placeholders(unnamed: Questions) -> None:
    assert [row.title for row in unnamed.no_lead()] == ["渔业管理", "校车安全"]


def test_mentioned_departments_are_not_listed(questions: Questions) -> None:
    said = "配合县教委开展宣传。"
    assert questions.mentioned() == [(EAST, "cooperative", 2, "渔业管理", SCHOOLS, said)]


def test_repeated_statements_stand_in_two_duties_of_one_list(questions: Questions) -> None:
    # 维护秩序。 stands in two lists and 巡查校园。 in two counties: that is no repetition.
    assert questions.repeated() == [
        (EAST, f"{EAST}/cooperative/1", f"{EAST}/cooperative/2", "上报问题。")
    ]


def test_unmatched_names_both_problems(questions: Questions) -> None:
    assert questions.unmatched() == [
        (EAST, "cooperative", 2, "渔业管理", WATER, "listed-without-statement"),
        (EAST, "cooperative", 3, "校园安全", SCHOOLS, "statement-without-listing"),
    ]


def test_categories_may_declare_nothing(questions: Questions) -> None:
    assert questions.categories() == [
        (EAST, "basic", "党的建设", 2, 1),
        (EAST, "cooperative", "生态", 2, 2),
        (EAST, "cooperative", "平安", None, 2),
        (EAST, "reclaimed", "生态", 1, 1),
    ]


def test_laws_have_one_row_for_each_naming(questions: Questions) -> None:
    water = ("水法", "第一条", EAST, "reclaimed", 1, "河道处罚")
    assert questions.laws() == [
        water,
        water,
        ("渔业法", "", EAST, "reclaimed", 1, "河道处罚"),
    ]
    assert questions.laws("水") == [water, water]


def test_search_says_where_a_text_stands(east: Questions) -> None:
    assert [(row.kind, row.number, row.where, row.text) for row in east.search("河道")] == [
        ("cooperative", 1, "title", "河道管理"),
        ("cooperative", 1, "statement", "牵头巡查河道。"),
        ("reclaimed", 1, "title", "河道处罚"),
    ]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("平安", {"category"}),
        ("应急", {"department"}),
        ("某些", {"placeholder"}),
        ("渔网", {"township"}),
        ("移送", {"method"}),
        ("废止", {"reason"}),
        ("渔业法", {"law"}),
    ],
)
def test_search_looks_everywhere(east: Questions, text: str, where: set[str]) -> None:
    assert {row.where for row in east.search(text)} == where


@pytest.mark.parametrize("text", ['"', "\\", '" } DROP ALL #', "?duty", ".*", "\u001f", "'; x"])
def test_what_looks_like_code_finds_nothing(questions: Questions, text: str) -> None:
    assert questions.search(text) == []
    assert questions.laws(text) == []
    assert questions.duties(category=text) == []


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("pears", {}, "no question pears; the questions are categories, co-owners"),
        ("pairs", {"minimum": "many"}, "--min takes a whole number such as 4, not many"),
        ("pairs", {"minimum": -1}, "--min takes a whole number"),
        ("pairs", {"minimum": "9" * 5000}, "--min takes a whole number"),
        ("pairs", {"max": 1}, "the question pairs takes no max"),
        ("duty", {"kind": "配合"}, "the question duty needs NUMBER"),
        ("duty", {"kind": "shared", "number": 1}, "shared is no kind of duty"),
        ("shared", {"departments": [WATER]}, "name two or more departments"),
        ("shared", {"departments": []}, "the question shared needs DEPARTMENT"),
        ("search", {"text": ""}, "the question search needs TEXT"),
    ],
)
def test_wrong_use_is_refused(
    engine: SparqlEngine, name: str, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError) as error:
        ask(engine, name, arguments)
    assert str(error.value).startswith(message)


def test_numbers_may_be_texts(engine: SparqlEngine) -> None:
    assert ask(engine, "pairs", {"minimum": "3"}) == ask(engine, "pairs", {"minimum": 3})
