"""Why a figure about opinions is not given, in words that people read instead of the figure."""

from rongzhi.core.statistics.reasons import Reason


class OpinionFault(ValueError):
    """Opinions that cannot be counted; says why in Chinese and English."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en


def too_few_questions(n: int, fewest: int) -> Reason:
    return Reason(
        "too_few_questions",
        f"只有{n}个问题有两份以上意见，少于{fewest}个，数量太少，不能据此评价一致程度。",
        f"Only {n} questions have two opinions or more; below {fewest} that is too few to say.",
        n,
    )


def too_few_consultations(n: int, fewest: int) -> Reason:
    return Reason(
        "too_few_consultations",
        f"只有{n}次会商可以计算，少于{fewest}次，数量太少，不能下结论。",
        f"Only {n} consultations can be counted; below {fewest} that is too few to say.",
        n,
    )


def too_few_cases(n: int, fewest: int) -> Reason:
    return Reason(
        "too_few_cases",
        f"只有{n}件已知结果，少于{fewest}件，数量太少，不能下结论。",
        f"Only {n} results are known; below {fewest} that is too few to say.",
        n,
    )


def no_opinion() -> Reason:
    return Reason(
        "no_opinion", "没有人提交意见，无从计算。", "Nobody has answered; there is nothing to count.", 0
    )


def one_opinion(n: int) -> Reason:
    return Reason(
        "one_opinion",
        "没有任何问题有两份以上意见，无从比较。",
        "No question has two opinions; there is nothing to compare.",
        n,
    )


def all_the_same(n: int) -> Reason:
    return Reason(
        "all_the_same",
        "全部意见完全相同，扣除偶然后的系数无法计算；这不等于不一致，请看一致比例。",
        "All opinions are the same, so that a coefficient corrected for chance cannot be computed. "
        "That is not disagreement; look at the share agreeing.",
        n,
    )


def unequal_numbers(n: int) -> Reason:
    return Reason(
        "unequal_numbers",
        "各问题的意见份数不同，Fleiss κ 不适用，请看 Krippendorff α。",
        "The questions have different numbers of opinions: Fleiss' kappa does not apply; see Krippendorff's alpha.",
        n,
    )


def different_options(n: int) -> Reason:
    return Reason(
        "different_options",
        "各问题的备选项不同，不能合在一起计算，请逐题看一致比例。",
        "The questions have different options and cannot be taken together; look at each question's share agreeing.",
        n,
    )


def all_tied(n: int) -> Reason:
    return Reason(
        "all_tied",
        "每个人都把全部选项排为并列，无从比较次序。",
        "Everybody ranks all options alike; there is no order to compare.",
        n,
    )


def one_option(n: int) -> Reason:
    return Reason(
        "one_option",
        "只有一个选项，谈不上次序。",
        "There is one option only, and so no order.",
        n,
    )


def one_outcome(n: int) -> Reason:
    return Reason(
        "one_outcome",
        "已知结果全部相同，无法与“只报平均发生率”相比。",
        "All known results are the same; there is no base rate to compare with.",
        n,
    )


def nobody_could_move(n: int) -> Reason:
    return Reason(
        "nobody_could_move",
        "首轮意见之间没有差别，或者无人改变意见，看不出是否向谁靠拢。",
        "First opinions did not differ, or nobody changed theirs; there is no movement towards anybody.",
        n,
    )
