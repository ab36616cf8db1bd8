"""A site from its content: what changed is read and rendered, all else is taken over from the last build."""

from briefgen.publish.briefpages import make_briefs
from briefgen.publish.edits import edit_briefs
from briefgen.publish.orders import Made, Order
from briefgen.publish.otherpages import make_others
from briefgen.publish.templates import save_compiled
from briefgen.publish.work import FailedError, Work, has_error


def make_site(order: Order) -> Made:
    """Make a site, or tell what is wrong with it."""
    return edit_site(order, order.warm) or _make_site(order)


def _make_site(order: Order) -> Made:
    # What reads everything is not needed where a brief was edited.
    from briefgen.publish.reading import read_content

    work = Work(order)
    try:
        read_content(work)
        make_briefs(work)
        make_others(work)
        work.follow()
    except FailedError:
        return Made(ok=False, problems=work.audible(), brief_count=len(work.briefs))
    if work.frame is not None:
        save_compiled(work.frame.environment)
    ok = not has_error(work.all_problems())
    return Made(
        ok=ok,
        problems=work.audible(),
        brief_count=len(work.briefs),
        state=work.state(),
        contents=work.contents if ok else {},
        late=work.late if ok else {},
        site=work if ok else None,
    )


def edit_site(order: Order, warm: Work | None) -> Made | None:
    """Make a site after edits of briefs that no list of pages, and no page of another brief, can show.

    Args:
        order: what is asked for.
        warm: the work of the last build.
    Returns:
        None if more than that may have changed.
    """
    if warm is None or not order.changed:
        return None
    work = edit_briefs(warm, order)
    if work is None or work.template_problems or has_error(work.all_problems()):
        return None
    if work.frame is not None:
        save_compiled(work.frame.environment)
    state = work.state()
    count = len(work.briefs)
    return Made(
        ok=True, problems=work.audible(), brief_count=count, state=state, contents=work.contents, site=work
    )
