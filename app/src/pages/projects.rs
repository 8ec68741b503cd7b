//! The project list.

use chart::format::format_energy;
use leptos::prelude::*;
use words::{Language, Text};

use super::viewer;
use crate::api::project::ProjectCard;
use crate::page::{FormState, PageContext};
use crate::routes;
use crate::ui::{Crumb, Field, FormToken, Icon, ago, form_summary, simple_page};

pub(super) const TITLE: Text = words::pages::projects::PROJECTS;

pub(super) fn view(context: &PageContext, cards: &[ProjectCard], form: &FormState, overdue: u64) -> AnyView {
    let locale = context.locale;
    let overdue = (overdue > 0).then(|| {
        let said = words::pages::projects::events_that_have_waited(locale, &overdue);
        view! {
            <div class="notice notice--warning">
                <Icon name="triangle-alert" />
                <p class="notice__text">
                    {said} <a href=routes::AUDIT>{locale.text(words::pages::projects::TO_THE_AUDIT_LOG)}</a>
                </p>
            </div>
        }
    });
    let passkey = viewer(context).has_to_add_passkey.then(|| {
        view! {
            <div class="notice notice--warning">
                <Icon name="shield-check" />
                <p class="notice__text">
                    {locale.text(words::pages::projects::WHOEVER_ADMINISTERS_THIS_SERVER_NEEDS)}
                    <a href=format!("{}#factors", routes::ACCOUNT)>
                        {locale.text(words::pages::projects::ADD_A_PASSKEY)}
                    </a>
                </p>
            </div>
        }
    });
    let crumbs = vec![Crumb { label: viewer(context).organisation, href: None }];
    let list = if cards.is_empty() {
        empty(locale).into_any()
    } else {
        let cards = cards.iter().map(|card| card_view(context, card)).collect_view();
        view! { <ul class="cards" role="list">{cards}</ul> }.into_any()
    };
    let create_open = form.problems.contains_key("name") || form.problems.contains_key("place");
    simple_page(
        context,
        crumbs,
        false,
        view! {
            {passkey}
            {overdue}
            <div class="page__head">
                <h1>{locale.text(TITLE)}</h1>
                <div class="page__actions">
                    <details class="menu">
                        <summary class="button">
                            <Icon name="upload" />
                            {locale.text(words::pages::projects::OPEN_PROJECT_FILE)}
                        </summary>
                        <form
                            class="menu__list menu__form"
                            method="post"
                            action=routes::PROJECTS_IMPORT
                            enctype="multipart/form-data"
                        ><FormToken />
                            <label class="field__label" r#for="field-file">
                                {locale.text(words::pages::projects::PROJECT_FILE_JSON)}
                            </label>
                            <input
                                class="input"
                                type="file"
                                id="field-file"
                                name="file"
                                accept="application/json,.json"
                                required=true
                                data-choose=locale.text(words::pages::projects::CHOOSE_FILE)
                                data-none=locale.text(words::pages::projects::NO_FILE_CHOSEN)
                            />
                            <button class="button button--primary">{locale.text(words::pages::projects::OPEN)}</button>
                        </form>
                    </details>
                    <details class="menu" open=create_open>
                        <summary class="button button--primary">
                            <Icon name="plus" />
                            {locale.text(words::pages::projects::NEW_PROJECT)}
                        </summary>
                        <form class="menu__list menu__form" method="post" action=routes::PROJECTS><FormToken />
                            <Field name="name" label=locale.text(words::pages::projects::NAME) locale form=form.clone() />
                            <Field name="place" label=locale.text(words::pages::projects::PLACE) locale form=form.clone() optional=true />
                            <button class="button button--primary">{locale.text(words::pages::projects::CREATE)}</button>
                        </form>
                    </details>
                </div>
            </div>
            {form_summary(form, locale)}
            {list}
        },
    )
}

fn empty(locale: Language) -> impl IntoView {
    view! {
        <div class="empty empty--framed">
            <Icon name="chart-area" class="empty__icon" />
            <h2 class="empty__title">{locale.text(words::pages::projects::NO_PROJECT_YET)}</h2>
            <p class="empty__text">
                {locale.text(words::pages::projects::START_WITH_THE_SAMPLE_DISTRICT)}
            </p>
            <div class="empty__actions">
                <form method="post" action=routes::PROJECTS_SAMPLE><FormToken />
                    <button class="button button--primary button--large">
                        {locale.text(words::pages::projects::OPEN_THE_SAMPLE_DISTRICT)}
                    </button>
                </form>
            </div>
        </div>
    }
}

fn card_view(context: &PageContext, card: &ProjectCard) -> impl IntoView + use<> {
    let locale = context.locale;
    let buildings = match (locale, card.buildings) {
        (Language::De, 1) => "1 Gebäude".to_owned(),
        (Language::De, count) => format!("{count} Gebäude"),
        (Language::En, 1) => "1 building".to_owned(),
        (Language::En, count) => format!("{count} buildings"),
    };
    let energy = card.annual_kwh.map(|kwh| {
        let (value, unit) = format_energy(kwh, locale);
        format!("{value}\u{a0}{unit}/a")
    });
    let meta = [Some(card.place.clone()).filter(|place| !place.is_empty()), Some(buildings), energy];
    let meta = meta.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let spark = chart::render::sparkline_path(&card.sparkline_kw, 240.0, 40.0);
    let copy_name = match locale {
        Language::De => format!("{} (Kopie)", card.name),
        Language::En => format!("{} (copy)", card.name),
    };
    let more = locale.text(words::pages::projects::MORE_ACTIONS);
    view! {
        <li class="card card--link">
            <div class="card__head">
                <h2 class="card__title"><a href=routes::project(card.id)>{card.name.clone()}</a></h2>
                <details class="menu">
                    <summary class="button button--ghost button--icon button--small" aria-label=more title=more>
                        <Icon name="ellipsis" />
                    </summary>
                    <div class="menu__list">
                        <form class="menu__form" method="post" action=routes::project_action(card.id, "rename")><FormToken />
                            <label class="field__label">
                                {locale.text(words::pages::projects::NAME)}
                                <input class="input" name="name" value=card.name.clone() required=true maxlength="120" />
                            </label>
                            <button class="button button--small">{locale.text(words::pages::projects::RENAME)}</button>
                        </form>
                        <hr class="menu__line" />
                        <form method="post" action=routes::project_action(card.id, "duplicate")><FormToken />
                            <input type="hidden" name="name" value=copy_name />
                            <button class="menu__item"><Icon name="copy" />{locale.text(words::pages::projects::DUPLICATE)}</button>
                        </form>
                        <a class="menu__item" href=routes::project_action(card.id, "export")>
                            <Icon name="download" />
                            {locale.text(words::pages::projects::EXPORT_AS_FILE)}
                        </a>
                        <a class="menu__item" href=routes::project_action(card.id, "members")>
                            <Icon name="key-round" />
                            {locale.text(words::pages::projects::ACCESS_DOTS)}
                        </a>
                        <a class="menu__item menu__item--danger" href=routes::project_action(card.id, "delete")>
                            <Icon name="trash-2" />
                            {locale.text(words::pages::projects::DELETE_DOTS)}
                        </a>
                    </div>
                </details>
            </div>
            <p class="card__meta">{meta}</p>
            <svg class="card__spark" viewBox="0 0 240 40" preserveAspectRatio="none" aria-hidden="true">
                <path d=spark fill="none" stroke="currentColor" stroke-width="1.25" vector-effect="non-scaling-stroke" />
            </svg>
            <p class="card__meta">{changed(context, card.changed_at_s)}</p>
        </li>
    }
}

/// When the project was changed, relative to the time the page was made.
fn changed(context: &PageContext, at_s: i64) -> String {
    let ago = ago(context.now_s, at_s, context.locale);
    words::pages::projects::changed(context.locale, &ago)
}
