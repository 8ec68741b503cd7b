//! Hears over an open line that others have changed something, and shows who is there.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::store::Store;
use crate::api::Revision;
use crate::api::live::News;
use crate::json::Json;
use crate::routes;

/// What the line last said.
#[derive(Clone, Copy, Default)]
struct Heard {
    /// Of the scenario.
    revision: Revision,
    /// Of profiles and weather.
    library: Option<u32>,
}

/// Opens the line and calls `ask` as soon as there is something that this page does not know. Gives a function that
/// says whether the line is open and nothing is left to be asked for. Browsers open it again by themselves.
pub fn listen(store: Store, ask: impl Fn() + 'static) -> Option<impl Fn() -> bool> {
    let line = web_sys::EventSource::new(&routes::live(store.project)).ok()?;
    let last = StoredValue::new(Heard::default());
    let heard = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let text = event.data().as_string().unwrap_or_default();
        if let Ok(news) = Json::read::<News>(text.as_bytes())
            && hear(store, last, news)
        {
            ask();
        }
    });
    line.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    let kept = StoredValue::new_local((line.clone(), heard));
    on_cleanup(move || kept.with_value(|(line, _)| line.close()));
    Some(move || line.ready_state() == web_sys::EventSource::OPEN && !is_behind(store, last))
}

/// Takes over who is there; whether there is something new to be asked for.
fn hear(store: Store, last: StoredValue<Heard>, news: News) -> bool {
    let before = last.get_value();
    let own = news.revisions.iter().find(|(scenario, _)| *scenario == store.scenario);
    let revision = own.map_or(before.revision, |(_, revision)| *revision);
    last.set_value(Heard { revision, library: Some(news.library) });
    store.others.set(news.others);
    is_behind(store, last) || before.library.is_some_and(|library| library != news.library)
}

fn is_behind(store: Store, last: StoredValue<Heard>) -> bool {
    last.get_value().revision > store.queue.with_value(super::queue::Queue::revision)
}

/// Who else has the project open: initials, the name on pointing at them.
#[component]
pub fn Others(store: Store) -> impl IntoView {
    move || {
        let others = store.others.get();
        let label = words::workspace::live::also_here(store.locale, &others.join(", "));
        (!others.is_empty()).then(|| {
            let shown = others.iter().map(|name| view! { <span title=name.clone()>{initials(name)}</span> });
            view! { <span class="others" role="img" aria-label=label>{shown.collect_view()}</span> }
        })
    }
}

/// First letters of the first and the last name.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_the_first_and_the_last_name() {
        for (name, expected) in
            [("Anna Maria Becker", "AB"), ("Ada", "A"), ("  Émile   Zola ", "ÉZ"), ("", "")]
        {
            assert_eq!(initials(name), expected);
        }
    }
}
