//! Pages that say why there is no other page.

use leptos::prelude::*;
use words::Text;

use crate::page::PageContext;
use crate::routes;
use crate::ui::simple_page;

pub(super) const SET_UP: Text = words::pages::notice::ALREADY_SET_UP;
pub(super) const NOT_FOUND: Text = words::pages::notice::NOT_FOUND;
pub(super) const TOO_MANY: Text = words::pages::notice::TOO_MANY_REQUESTS;
pub(super) const REFUSED: Text = words::pages::notice::REQUEST_REFUSED;
pub(super) const FAILED: Text = words::pages::notice::THAT_DID_NOT_WORK;

pub(super) fn set_up_already(context: &PageContext) -> AnyView {
    let what = words::pages::notice::THERE_IS_AN_ACCOUNT;
    page(context, SET_UP, context.locale.text(what).to_owned())
}

pub(super) fn not_found(context: &PageContext) -> AnyView {
    let what = words::pages::notice::THIS_PAGE_DOES_NOT_EXIST;
    page(context, NOT_FOUND, context.locale.text(what).to_owned())
}

pub(super) fn too_many_requests(context: &PageContext, seconds: u32) -> AnyView {
    let what = words::pages::notice::please_wait_seconds_and_then_try(context.locale, &seconds);
    page(context, TOO_MANY, what)
}

pub(super) fn refused(context: &PageContext) -> AnyView {
    let what = words::pages::notice::THE_REQUEST_DID_NOT_COME;
    page(context, REFUSED, context.locale.text(what).to_owned())
}

pub(super) fn failed(context: &PageContext, request_id: String) -> AnyView {
    let what = words::pages::notice::an_error_occurred_on_the_server(context.locale, &request_id);
    page(context, FAILED, what)
}

fn page(context: &PageContext, title: Text, what: String) -> AnyView {
    let locale = context.locale;
    let (home, label) = if context.viewer.is_some() {
        (routes::PROJECTS, words::pages::notice::TO_THE_PROJECTS)
    } else {
        (routes::START, words::pages::notice::TO_THE_START_PAGE)
    };
    simple_page(
        context,
        Vec::new(),
        true,
        view! {
            <div class="error-page">
                <h1>{locale.text(title)}</h1>
                <p class="page__lead">{what}</p>
                <p><a class="button button--primary" href=home>{locale.text(label)}</a></p>
            </div>
        },
    )
}
