//! The frame around pages: top bar, skip link, footer.

use leptos::either::Either;
use leptos::prelude::*;
use words::{Language, Text};

use crate::api::account::{Theme, Viewer};
use crate::page::PageContext;
use crate::routes;
use crate::ui::{FormToken, Icon};

/// A step of the path in the top bar: text and, if it leads elsewhere, where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// What is written.
    pub label: String,
    /// Where it leads; the present page has none.
    pub href: Option<String>,
}

/// The bar on top of every page.
#[component]
pub fn TopBar(
    /// Language, theme and who is signed in.
    context: PageContext,
    /// Path to the present page.
    #[prop(optional)]
    crumbs: Vec<Crumb>,
    /// Tools of the page, right of the path.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let locale = context.locale;
    let home = if context.viewer.is_some() { routes::PROJECTS } else { routes::START };
    view! {
        <a class="skip-link" href="#main">
            {locale.text(words::ui::SKIP_TO_CONTENT)}
        </a>
        <header class="topbar">
            <a class="topbar__brand" href=home>
                <svg class="mark" viewBox="0 0 20 20" aria-hidden="true">
                    <path
                        d="M3 3 V16.5 H17.5 M3 4.5 C6 4.8 6.2 9.4 9.5 10.4 S15.2 11.8 17 14"
                        fill="none"
                        stroke="currentColor"
                        stroke-width="1.75"
                        stroke-linecap="round"
                        stroke-linejoin="round"
                    />
                </svg>
                <span class="topbar__name">"Lastgang"</span>
            </a>
            <ol class="topbar__crumbs" role="list">
                {crumbs
                    .into_iter()
                    .map(|crumb| match crumb.href {
                        Some(href) => Either::Left(view! { <li><a class="topbar__crumb" href=href>{crumb.label}</a></li> }),
                        None => Either::Right(view! { <li><span class="topbar__crumb" aria-current="page">{crumb.label}</span></li> }),
                    })
                    .collect_view()}
            </ol>
            <span class="topbar__space"></span>
            <div class="topbar__tools">
                {children.map(|children| children())}
                <Preferences context=context.clone() />
                {context.viewer.clone().map(|viewer| view! { <AccountMenu locale viewer unread=context.unread /> })}
            </div>
        </header>
    }
}

/// Language and theme; a plain form that returns to the same page.
#[component]
fn Preferences(context: PageContext) -> impl IntoView {
    let locale = context.locale;
    let other = match locale {
        Language::De => Language::En,
        Language::En => Language::De,
    };
    let (next_theme, theme_icon, theme_label) = match context.theme {
        Theme::Auto => (Theme::Light, "monitor", words::ui::THEME_AUTOMATIC),
        Theme::Light => (Theme::Dark, "sun", words::ui::THEME_LIGHT),
        Theme::Dark => (Theme::Auto, "moon", words::ui::THEME_DARK),
    };
    let language = match locale {
        Language::De => "Switch to English",
        Language::En => "Auf Deutsch umschalten",
    };
    view! {
        <form class="row" method="post" action=routes::PREFERENCES data-preferences=""><FormToken />
            <input type="hidden" name="return" value=context.path.clone() />
            <button
                class="button button--ghost button--small"
                name="locale"
                value=other.tag()
                title=language
                lang=other.tag()
            >
                <Icon name="languages" />
                {other.tag().to_ascii_uppercase()}
                <span class="visually-hidden">" – " {language}</span>
            </button>
            <button
                class="button button--ghost button--icon button--small"
                name="theme"
                value=next_theme.key()
                title=locale.text(theme_label)
                aria-label=locale.text(theme_label)
            >
                <Icon name=theme_icon />
            </button>
        </form>
    }
}

#[component]
fn AccountMenu(locale: Language, viewer: Viewer, unread: u32) -> impl IntoView {
    let Viewer { name, email, administers_organisation, owns_organisation, operates_instance, .. } = viewer;
    let administration = administers_organisation.then(|| {
        view! {
            <a class="menu__item" href=routes::MEMBERS>
                <Icon name="user" />
                {locale.text(words::ui::MEMBERS)}
            </a>
            <a class="menu__item" href=routes::INVITATIONS>
                <Icon name="plus" />
                {locale.text(words::ui::INVITATIONS)}
            </a>
            <a class="menu__item" href=routes::AUDIT>
                <Icon name="file-text" />
                {locale.text(words::ui::AUDIT_LOG)}
            </a>
        }
    });
    let sso = owns_organisation.then(|| {
        view! {
            <a class="menu__item" href=routes::ORGANISATION_SSO>
                <Icon name="building-2" />
                {locale.text(words::ui::SIGN_IN_WITH_COMPANY_ACCOUNT)}
            </a>
        }
    });
    let instance = operates_instance.then(|| {
        view! {
            <a class="menu__item" href=routes::INSTANCE_ACCOUNTS>
                <Icon name="user" />
                {locale.text(words::ui::ACCOUNTS)}
            </a>
            <a class="menu__item" href=routes::INSTANCE_AUDIT>
                <Icon name="file-text" />
                {locale.text(words::ui::AUDIT_LOG_OF_THE_INSTANCE)}
            </a>
        }
    });
    let label = locale.text(words::ui::ACCOUNT);
    let news = (unread > 0).then(|| {
        view! {
            <span class="badge">
                {unread}
                <span class="visually-hidden">{locale.text(words::ui::NEW_SECURITY_NOTICES)}</span>
            </span>
        }
    });
    let events = (unread > 0).then(|| {
        view! {
            <a class="menu__item" href=routes::ACCOUNT_EVENTS>
                <Icon name="shield-check" />
                {locale.text(words::ui::SECURITY_NOTICES)}
            </a>
        }
    });
    view! {
        <details class="menu">
            <summary class="button button--ghost button--small" title=email>
                <Icon name="user" />
                <span class="visually-hidden">{label} ": "</span>
                <span class="topbar__account">{name}</span>
                {news}
            </summary>
            <div class="menu__list">
                {events}
                <a class="menu__item" href=routes::ACCOUNT>
                    <Icon name="settings" />
                    {locale.text(words::ui::ACCOUNT_AND_PREFERENCES)}
                </a>
                {administration}
                {sso}
                {instance}
                <a class="menu__item" href=routes::PERMISSIONS>
                    <Icon name="shield-check" />
                    {locale.text(words::ui::PERMISSIONS)}
                </a>
                <form method="post" action=routes::SIGN_OUT><FormToken />
                    <button class="menu__item">
                        <Icon name="log-out" />
                        {locale.text(words::ui::SIGN_OUT)}
                    </button>
                </form>
            </div>
        </details>
    }
}

/// A page with top bar, main part and footer, and above the main part what is news about the account.
pub fn simple_page(context: &PageContext, crumbs: Vec<Crumb>, narrow: bool, main: impl IntoView) -> AnyView {
    let news = crate::pages::security_notices(context);
    framed(context, crumbs, narrow, view! { {news} {main.into_any()} })
}

fn framed(context: &PageContext, crumbs: Vec<Crumb>, narrow: bool, main: impl IntoView) -> AnyView {
    let class = if narrow { "page page--narrow" } else { "page" };
    let locale = context.locale;
    view! {
        <div class="app">
            <TopBar context=context.clone() crumbs=crumbs />
            <main id="main" class=class tabindex="-1">
                {main.into_any()}
            </main>
        </div>
        <footer class="site-footer">
            <span>"Lastgang " {env!("CARGO_PKG_VERSION")}</span>
            <span>
                {locale.text(words::ui::SELF_HOSTED_NO_DATA_TO_THIRD)}
            </span>
            <a href=routes::SECURITY>{locale.text(words::ui::SECURITY)}</a>
        </footer>
    }
    .into_any()
}

/// The head of a page: its title and, as children, a sentence or two on what the page is for.
#[component]
pub fn PageHead(
    /// What the page is called.
    #[prop(into)]
    title: String,
    /// What it is for.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="page__head"><h1>{title}</h1></div>
        {children.map(|lead| view! { <p class="page__lead">{lead()}</p> })}
    }
}

/// A page with one short task, such as signing in: a heading, and a column that is easy to read.
pub fn task_page(context: &PageContext, title: Text, task: impl IntoView) -> AnyView {
    let task = view! {
        <div class="sign-in">
            <h1>{context.locale.text(title)}</h1>
            {task.into_any()}
        </div>
    };
    // Nothing leads away from the task, which may wait for an answer.
    framed(context, Vec::new(), true, task)
}
