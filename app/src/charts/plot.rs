//! The plot: the drawn chart, crosshair, zoom and pan, keyboard cursor.

use std::sync::Arc;
use std::time::Duration;

use chart::{Chart, ChartKind, Resolution, Step, Window};
use leptos::either::{Either, EitherOf3};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::scene_view::scene_items;
use super::schedule::{AfterPause, NextFrame};
use super::state::{ChartState, Emptiness};
use super::tooltip::Tooltip;
use crate::ui::Icon;

/// Shortest drag that zooms, CSS pixels.
const LEAST_DRAG: f64 = 6.0;
/// Widest cell that is marked by a line instead of by a band, CSS pixels.
const LINE_WIDTH: f64 = 4.0;
/// Pause before the values at the cursor are read out.
const READ_OUT_PAUSE: Duration = Duration::from_millis(350);
/// Zoom of one step of the keyboard.
const KEY_ZOOM: f64 = 0.6;

/// What a pressed pointer does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Drag {
    /// Marks a range to zoom to, from here to there.
    Select { from: f64, to: f64 },
    /// Moves the window, taken at this place.
    Pan { from: f64, window: Window },
}

/// The plot with its layers.
#[component]
pub fn Plot<F, V>(state: ChartState, first_paint: F) -> impl IntoView
where
    F: Fn() -> V + Send + 'static,
    V: IntoView + 'static,
{
    let node = NodeRef::<html::Div>::new();
    let drag = RwSignal::new(None::<Drag>);
    let pointer_y = RwSignal::new(None::<f64>);
    let read_out = RwSignal::new(String::new());
    let drawn = Memo::new(move |_| state.chart.with(Option::is_some));
    measure(state, node);

    let pointer = Pointer {
        state,
        node,
        drag,
        pointer_y,
        frame: NextFrame::new(),
        at: StoredValue::new((0.0, 0.0)),
        wheel: StoredValue::new((0.0, 0.0)),
    };
    let pause = AfterPause::new(READ_OUT_PAUSE);
    let key = move |event: web_sys::KeyboardEvent| {
        if press_key(state, &event) {
            event.prevent_default();
            pointer_y.set(None);
            pause.run(move || read_out.set(describe_cursor(state)));
        }
    };
    let label = move || {
        let instrument = state.locale.text(words::charts::ARROW_KEYS_MOVE_THE_CURSOR);
        format!("{}. {} {instrument}", state.kind.get().label(state.language()), state.sentence())
    };
    let is_zoomable = move || state.kind.get() == ChartKind::LoadProfile;
    let view_box = move || {
        let (width, height) = state.size.get();
        format!("0 0 {:.0} {:.0}", width.max(1.0), height.max(1.0))
    };
    view! {
        <div
            class="chart__plot"
            class=("chart__plot--zoomable", is_zoomable)
            id=format!("{}-plot", state.id)
            role="application"
            tabindex="0"
            aria-label=label
            data-state=move || drag.get().map(|drag| if matches!(drag, Drag::Pan { .. }) { "panning" } else { "selecting" })
            node_ref=node
            on:pointerdown=move |event| pointer.down(&event)
            on:pointermove=move |event| pointer.moved(&event)
            on:pointerup=move |event| pointer.up(&event)
            on:pointercancel=move |_| drag.set(None)
            on:pointerleave=move |_| pointer.leave()
            on:wheel=move |event| pointer.turn(&event)
            on:dblclick=move |_| state.show(Window::YEAR)
            on:keydown=key
            on:blur=move |_| state.cursor.set(None)
        >
            {move || {
                if !drawn.get() {
                    return Either::Left(first_paint());
                }
                Either::Right(
                    view! {
                        <svg class="chart__svg" viewBox=view_box aria-hidden="true" focusable="false">
                            {move || state.chart.get().map(|chart| scene_items(&chart.scene))}
                        </svg>
                        <svg class="chart__cursor" viewBox=view_box aria-hidden="true" focusable="false">
                            <Crosshair state />
                            <Selection state drag />
                        </svg>
                        <Tooltip state pointer_y />
                    },
                )
            }}
            <Empty state />
            <p class="visually-hidden" aria-live="polite">
                {move || read_out.get()}
            </p>
        </div>
    }
}

/// What is said in the place of a chart without values.
#[component]
fn Empty(state: ChartState) -> impl IntoView {
    let locale = state.locale;
    let emptiness = Memo::new(move |_| state.emptiness());
    let show_all = move |_| state.hidden.set([false; 7]);
    move || {
        emptiness.get().map(|emptiness| {
            let is_hidden = emptiness == Emptiness::AllHidden;
            let (title, hint) = if is_hidden {
                (words::charts::ALL_SERIES_ARE_SWITCHED_OFF, words::charts::SWITCH_ON_IN_THE_LEGEND)
            } else {
                (words::charts::NO_LOAD_YET, words::charts::ENTER_THE_USE)
            };
            view! {
                <div class="chart__empty empty" on:pointerdown=|event| event.stop_propagation()>
                    <Icon name="chart-area" class="empty__icon" />
                    <p class="empty__title">{locale.text(title)}</p>
                    <p class="empty__text">{locale.text(hint)}</p>
                    {is_hidden
                        .then(|| {
                            view! {
                                <button type="button" class="button" on:click=show_all>
                                    {locale.text(words::charts::SHOW_ALL)}
                                </button>
                            }
                        })}
                </div>
            }
        })
    }
}

/// Keeps the size of the plot in the state; only in the browser.
fn measure(state: ChartState, node: NodeRef<html::Div>) {
    let observer = StoredValue::new_local(None::<(web_sys::ResizeObserver, Closure<dyn FnMut()>)>);
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        let element = node.clone();
        let update = move || {
            let size = (f64::from(element.client_width()), f64::from(element.client_height()));
            if state.size.try_get_untracked().is_some_and(|known| known != size) {
                state.size.set(size);
            }
        };
        update();
        let callback = Closure::<dyn FnMut()>::new(update);
        if let Ok(created) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            created.observe(&node);
            observer.set_value(Some((created, callback)));
        }
    });
    on_cleanup(move || {
        let _ = observer.try_update_value(|observer| {
            if let Some((observer, _)) = observer.take() {
                observer.disconnect();
            }
        });
    });
}

/// Pointer and wheel over the plot.
#[derive(Clone, Copy)]
struct Pointer {
    state: ChartState,
    node: NodeRef<html::Div>,
    drag: RwSignal<Option<Drag>>,
    pointer_y: RwSignal<Option<f64>>,
    frame: NextFrame,
    /// Last position on the screen.
    at: StoredValue<(f64, f64)>,
    /// Wheel turned since the last frame, across and down, CSS pixels.
    wheel: StoredValue<(f64, f64)>,
}

impl Pointer {
    fn down(self, event: &web_sys::PointerEvent) {
        let is_pan = event.button() == 1 || (event.button() == 0 && event.shift_key());
        let is_profile = self.state.kind.get_untracked() == ChartKind::LoadProfile;
        // A finger scrolls the page and moves the crosshair; it never zooms by accident.
        if !is_profile || (event.button() != 0 && !is_pan) || event.pointer_type() == "touch" {
            return;
        }
        let Some((x, _)) = self.position(event.client_x(), event.client_y()) else { return };
        if is_pan {
            event.prevent_default();
        }
        let window = self.state.window.get_untracked();
        let drag = if is_pan { Drag::Pan { from: x, window } } else { Drag::Select { from: x, to: x } };
        self.drag.set(Some(drag));
        if let Some(node) = self.node.get_untracked() {
            let _ = node.set_pointer_capture(event.pointer_id());
        }
    }

    fn moved(self, event: &web_sys::PointerEvent) {
        self.at.set_value((f64::from(event.client_x()), f64::from(event.client_y())));
        self.schedule();
    }

    fn up(self, event: &web_sys::PointerEvent) {
        let Some(drag) = self.drag.get_untracked() else { return };
        self.drag.set(None);
        let (Drag::Select { from, .. }, Some(chart)) = (drag, self.state.chart.get_untracked()) else {
            return;
        };
        let Some((to, _)) = self.position(event.client_x(), event.client_y()) else { return };
        if (to - from).abs() >= LEAST_DRAG {
            let hour = |x: f64| chart.hour_at(x).round() as usize;
            self.state.show(Window::between(hour(from), hour(to)));
        }
    }

    fn leave(self) {
        if self.drag.get_untracked().is_none() {
            self.state.cursor.set(None);
            self.pointer_y.set(None);
        }
    }

    fn turn(self, event: &web_sys::WheelEvent) {
        let is_profile = self.state.kind.get_untracked() == ChartKind::LoadProfile;
        // Zooming out of the whole year scrolls the page instead.
        let ends = self.state.window.get_untracked().is_year() && event.delta_y() > 0.0;
        if !is_profile || ends || event.ctrl_key() {
            return;
        }
        event.prevent_default();
        let unit = if event.delta_mode() == web_sys::WheelEvent::DOM_DELTA_LINE { 16.0 } else { 1.0 };
        self.at.set_value((f64::from(event.client_x()), f64::from(event.client_y())));
        self.wheel.update_value(|(across, down)| {
            *across += event.delta_x() * unit;
            *down += event.delta_y() * unit;
        });
        self.schedule();
    }

    /// Works off what happened since the last frame.
    fn schedule(self) {
        self.frame.run(move || {
            let (x, y) = self.at.get_value();
            let Some((x, y)) = self.position(x as i32, y as i32) else { return };
            let Some(chart) = self.state.chart.get_untracked() else { return };
            let (across, down) = self.wheel.get_value();
            self.wheel.set_value((0.0, 0.0));
            if across != 0.0 || down != 0.0 {
                self.zoom(&chart, x, across, down);
            }
            match self.drag.get_untracked() {
                Some(Drag::Select { from, .. }) => self.drag.set(Some(Drag::Select { from, to: x })),
                Some(Drag::Pan { from, window }) => {
                    let hours = (from - x) / chart.plot.width * window.hours() as f64;
                    self.state.show(window.moved(hours));
                }
                None => {}
            }
            // After zooming another hour is under the pointer.
            let chart = self.state.chart.get_untracked().unwrap_or(chart);
            let cell = chart.cell_at(x, y);
            if self.state.cursor.get_untracked() != cell {
                self.state.cursor.set(cell);
            }
            self.pointer_y.set(cell.map(|_| y));
        });
    }

    fn zoom(self, chart: &Chart, x: f64, across: f64, down: f64) {
        let window = self.state.window.get_untracked();
        if across.abs() > down.abs() {
            let hours = across / chart.plot.width * window.hours() as f64;
            self.state.show(window.moved(hours));
        } else {
            // Twice as much in about 460 pixels of the wheel.
            let factor = (down.clamp(-600.0, 600.0) * 0.0015).exp();
            self.state.show(window.zoomed(factor, chart.hour_at(x)));
        }
    }

    /// A place on the screen as a place in the plot.
    fn position(self, client_x: i32, client_y: i32) -> Option<(f64, f64)> {
        let area = self.node.get_untracked()?.get_bounding_client_rect();
        Some((f64::from(client_x) - area.left(), f64::from(client_y) - area.top()))
    }
}

/// The marked cell.
#[component]
fn Crosshair(state: ChartState) -> impl IntoView {
    let area = Memo::new(move |_| {
        let (chart, cell) = (state.chart.get()?, state.cursor.get()?);
        Some((chart.cell_area(cell), chart.plot, chart.options().kind))
    });
    let number = |value: f64| format!("{value:.1}");
    move || {
        let (area, plot, kind) = area.get()?;
        Some(if kind == ChartKind::Carpet {
            // A cell of the carpet is hardly a pixel wide: the frame stands around it.
            let (x, width) = (area.x + area.width / 2.0 - 3.0, 6.0);
            EitherOf3::A(view! {
                <rect
                    class="chart__cell"
                    x=number(x)
                    y=number(area.y)
                    width=number(width)
                    height=number(area.height)
                />
            })
        } else if area.width > LINE_WIDTH {
            EitherOf3::B(view! {
                <rect
                    class="chart__band"
                    x=number(area.x)
                    y=number(area.y)
                    width=number(area.width)
                    height=number(area.height)
                />
            })
        } else {
            let x = number((area.x + area.width / 2.0).floor() + 0.5);
            EitherOf3::C(
                view! { <line class="chart__line" x1=x.clone() x2=x y1=number(plot.y) y2=number(plot.bottom()) /> },
            )
        })
    }
}

/// The range that is being marked.
#[component]
fn Selection(state: ChartState, drag: RwSignal<Option<Drag>>) -> impl IntoView {
    move || {
        let (Some(Drag::Select { from, to }), Some(chart)) = (drag.get(), state.chart.get()) else {
            return None;
        };
        let inside = |x: f64| x.clamp(chart.plot.x, chart.plot.right());
        let (left, right) = (inside(from.min(to)), inside(from.max(to)));
        Some(view! {
            <rect
                class="chart__selection"
                x=format!("{left:.1}")
                y=format!("{:.1}", chart.plot.y)
                width=format!("{:.1}", right - left)
                height=format!("{:.1}", chart.plot.height)
            />
        })
    }
}

/// Does what a key asks for; `false` if the key means nothing here.
fn press_key(state: ChartState, event: &web_sys::KeyboardEvent) -> bool {
    let Some(chart) = state.chart.get_untracked() else { return false };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    let step = match event.key().as_str() {
        "ArrowLeft" => Step::Left,
        "ArrowRight" => Step::Right,
        "ArrowUp" => Step::Up,
        "ArrowDown" => Step::Down,
        "PageUp" => Step::PageBack,
        "PageDown" => Step::PageOn,
        "Home" => Step::First,
        "End" => Step::Last,
        "+" | "=" => return zoom_by_key(state, &chart, KEY_ZOOM),
        "-" => return zoom_by_key(state, &chart, 1.0 / KEY_ZOOM),
        "Escape" => {
            let is_changed =
                state.cursor.get_untracked().is_some() || !state.window.get_untracked().is_year();
            state.cursor.set(None);
            state.show(Window::YEAR);
            return is_changed;
        }
        _ => return false,
    };
    let cell = match (state.cursor.get_untracked(), state.shown.get_untracked()) {
        (Some(cell), _) => chart.step(cell, step),
        (None, Some(model)) => chart.peak_cell(&model),
        (None, None) => return false,
    };
    let options = chart.options();
    if options.kind == ChartKind::LoadProfile && options.resolution == Resolution::Hour {
        state.show(options.window.showing(cell));
    }
    state.cursor.set(Some(cell));
    true
}

fn zoom_by_key(state: ChartState, chart: &Arc<Chart>, factor: f64) -> bool {
    if chart.options().kind != ChartKind::LoadProfile {
        return false;
    }
    let area = state.cursor.get_untracked().map_or(chart.plot, |cell| chart.cell_area(cell));
    let anchor = chart.hour_at(area.x + area.width / 2.0);
    state.show(state.window.get_untracked().zoomed(factor, anchor));
    true
}

/// The values at the cursor as a sentence; empty without a cursor.
fn describe_cursor(state: ChartState) -> String {
    let hover = || {
        let (chart, model) = (state.chart.get_untracked()?, state.shown.get_untracked()?);
        Some(chart.hover(&model, state.cursor.get_untracked()?).sentence(state.language()))
    };
    hover().unwrap_or_default()
}
