//! Files: made smaller and upright, refused with a reason, never empty.

use super::a_draft;
use forms::Path;
use js_sys::{Array, Uint8Array};
use nop_ho_so::attachments::{self, Error};
use nop_ho_so::browser::digest;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, CanvasRenderingContext2d, File, HtmlCanvasElement};

/// A picture of noise, which does not compress, with a black left half.
async fn a_picture(width: u32, height: u32, media_type: &str) -> Blob {
    let document = web_sys::window().unwrap().document().unwrap();
    let canvas: HtmlCanvasElement = document.create_element("canvas").unwrap().unchecked_into();
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().unchecked_into();
    for x in (0..width).step_by(8) {
        for y in (0..height).step_by(8) {
            let shade = (x * 7919 + y * 104_729 + x * y) % 255;
            context.set_fill_style_str(&format!("rgb({shade},{},{})", (shade * 3) % 255, (shade * 7) % 255));
            context.fill_rect(x.into(), y.into(), 8.0, 8.0);
        }
    }
    context.set_fill_style_str("#000");
    context.fill_rect(0.0, 0.0, f64::from(width) / 2.0, height.into());
    let promise =
        js_sys::Promise::new(&mut |resolve, _| canvas.to_blob_with_type(&resolve, media_type).unwrap());
    JsFuture::from(promise).await.unwrap().unchecked_into()
}

fn file(name: &str, parts: &Array) -> File {
    File::new_with_blob_sequence(parts, name).unwrap()
}

fn file_of_bytes(name: &str, bytes: &[u8]) -> File {
    file(name, &Array::of1(&Uint8Array::from(bytes)))
}

fn place() -> Path {
    "documents.tenancy_paper".parse().unwrap()
}

#[wasm_bindgen_test]
async fn a_large_photo_becomes_small_and_is_kept_as_it_is_sent() {
    let draft = a_draft().await;
    let photo = a_picture(3200, 2400, "image/png").await;
    let kept = attachments::add(&draft.id(), &place(), file("IMG_1.PNG", &Array::of1(&photo))).await.unwrap();
    assert_eq!(kept.name, "IMG_1.jpg");
    let all = attachments::list(&draft.id()).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].width, all[0].height), (2000, 1500));
    assert!(all[0].bytes > 0 && all[0].bytes <= 1_500_000, "{} bytes", all[0].bytes);
    let bytes = attachments::read(&draft.id(), &kept.sha256).await.unwrap().unwrap().to_vec();
    assert_eq!(digest::sha256(&bytes), kept.sha256);
    assert_eq!(bytes[..3], [0xff, 0xd8, 0xff], "a JPEG");

    let turned = attachments::turn(&draft.id(), &all[0]).await.unwrap();
    let all = attachments::list(&draft.id()).await.unwrap();
    let turned = all.iter().find(|file| file.sha256 == turned.sha256).unwrap();
    assert_eq!((turned.width, turned.height), (1500, 2000));
}

#[wasm_bindgen_test]
async fn a_photo_is_turned_upright_as_the_camera_says() {
    let draft = a_draft().await;
    let photo = a_picture(400, 200, "image/jpeg").await;
    let bytes = Uint8Array::new(&JsFuture::from(photo.array_buffer()).await.unwrap()).to_vec();
    // Right after the two bytes that begin a JPEG: orientation 6, the camera was turned a quarter to the left.
    let exif = [
        0xff, 0xe1, 0x00, 0x22, b'E', b'x', b'i', b'f', 0, 0, b'M', b'M', 0, 0x2a, 0, 0, 0, 8, 0, 1, 0x01,
        0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
    ];
    let mut lying = bytes[..2].to_vec();
    lying.extend_from_slice(&exif);
    lying.extend_from_slice(&bytes[2..]);
    attachments::add(&draft.id(), &place(), file_of_bytes("x.jpg", &lying)).await.unwrap();
    let kept = attachments::list(&draft.id()).await.unwrap();
    assert_eq!((kept[0].width, kept[0].height), (200, 400));
    assert!(kept[0].is_coarse());
}

#[wasm_bindgen_test]
async fn a_pdf_is_kept_to_the_byte_and_a_large_one_refused() {
    let draft = a_draft().await;
    let pdf = b"%PDF-1.7\n...";
    let kept = attachments::add(&draft.id(), &place(), file_of_bytes("don.pdf", pdf)).await.unwrap();
    assert_eq!(attachments::read(&draft.id(), &kept.sha256).await.unwrap().unwrap().to_vec(), pdf);
    let mut large = vec![b' '; attachments::LARGEST_PDF as usize + 1];
    large[..5].copy_from_slice(b"%PDF-");
    let refused = attachments::add(&draft.id(), &place(), file_of_bytes("lon.pdf", &large)).await;
    assert_eq!(refused, Err(Error::TooLarge(large.len() as u64)));
    attachments::remove(&draft.id(), &kept.sha256).await.unwrap();
    assert!(attachments::list(&draft.id()).await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn what_is_no_picture_or_empty_is_refused_and_nothing_is_kept() {
    let draft = a_draft().await;
    let add = async |name: &str, bytes: &[u8]| {
        attachments::add(&draft.id(), &place(), file_of_bytes(name, bytes)).await
    };
    assert_eq!(add("a.jpg", b"").await, Err(Error::Empty));
    assert_eq!(add("a.jpg", b"not a picture").await, Err(Error::Unreadable));
    assert_eq!(add("a.docx", b"PK\x03\x04word").await, Err(Error::Unreadable));
    assert!(attachments::list(&draft.id()).await.unwrap().is_empty());
}

#[wasm_bindgen_test]
async fn a_copy_of_a_draft_has_its_own_files() {
    let draft = a_draft().await;
    let kept = attachments::add(&draft.id(), &place(), file_of_bytes("a.pdf", b"%PDF-1")).await.unwrap();
    let copy = nop_ho_so::drafts::duplicate(&draft.id()).await.unwrap();
    attachments::remove(&draft.id(), &kept.sha256).await.unwrap();
    assert!(attachments::read(&copy, &kept.sha256).await.unwrap().is_some());
}

#[wasm_bindgen_test]
async fn a_full_phone_refuses_the_file_and_keeps_the_text() {
    // As the browser does when the disk is full: every write to the files fails.
    let draft = a_draft().await;
    let database = js_sys::Reflect::get(&js_sys::global(), &"IDBObjectStore".into()).unwrap();
    let prototype = js_sys::Reflect::get(&database, &"prototype".into()).unwrap();
    let put = js_sys::Reflect::get(&prototype, &"put".into()).unwrap();
    let full = Closure::<dyn Fn() -> Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>>::new(|| {
        Err(web_sys::DomException::new_with_message_and_name("full", "QuotaExceededError").unwrap().into())
    });
    js_sys::Reflect::set(&prototype, &"put".into(), full.as_ref()).unwrap();
    let refused = attachments::add(&draft.id(), &place(), file_of_bytes("a.pdf", b"%PDF-1")).await;
    js_sys::Reflect::set(&prototype, &"put".into(), &put).unwrap();
    assert_eq!(refused, Err(Error::NoRoom));
    assert!(attachments::list(&draft.id()).await.unwrap().is_empty());
    super::type_name(&draft, "Ánh");
    assert!(draft.flush().await);
}
