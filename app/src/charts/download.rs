//! Files made in the browser.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement, Url};

/// Device pixels per CSS pixel of exported pictures.
const PICTURE_SCALE: f64 = 2.0;

/// Offers a text as a file.
pub fn save_text(name: &str, media_type: &str, content: &str) {
    if let Some(blob) = text_blob(media_type, content) {
        save_blob(name, &blob);
    }
}

/// Draws an SVG text into a PNG and offers it as a file.
pub fn save_png(name: String, svg: &str, width: f64, height: f64) {
    let address =
        text_blob("image/svg+xml", svg).and_then(|blob| Url::create_object_url_with_blob(&blob).ok());
    let (Some(address), Ok(image)) = (address, HtmlImageElement::new()) else { return };
    let loaded = {
        let (image, address) = (image.clone(), address.clone());
        Closure::once_into_js(move || {
            let _ = Url::revoke_object_url(&address);
            paint_and_save(name, &image, width, height);
        })
    };
    image.set_onload(Some(loaded.unchecked_ref()));
    image.set_src(&address);
}

fn paint_and_save(name: String, image: &HtmlImageElement, width: f64, height: f64) -> Option<()> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((width * PICTURE_SCALE) as u32);
    canvas.set_height((height * PICTURE_SCALE) as u32);
    let context: web_sys::CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    let save = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            save_blob(&name, &blob);
        }
    });
    canvas.to_blob(save.unchecked_ref()).ok()
}

fn text_blob(media_type: &str, content: &str) -> Option<Blob> {
    let parts = js_sys::Array::of1(&JsValue::from_str(content));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_str_sequence_and_options(&parts, &options).ok()
}

fn save_blob(name: &str, blob: &Blob) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else { return };
    let anchor = document().create_element("a").ok().and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser has taken the content by then.
    set_timeout(move || _ = Url::revoke_object_url(&address), Duration::from_secs(30));
}
