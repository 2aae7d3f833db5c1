//! Serves pictures to the page: `picture://localhost/p<picture id>?w=<width in pixels>`, and
//! `picture://localhost/<article id>?w=` for the picture of an article's picture space. Reaches no network.

use engine::api::PictureId;
use engine::article::ArticleId;
use engine::images::PictureBytes;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::shell::Shell;

/// The name of the scheme, as the page's content security policy has it.
pub const SCHEME: &str = "picture";

/// Width in pixels where none is asked for.
const WIDTH: u32 = 480;

/// What a request names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Article(ArticleId),
    Picture(PictureId),
}

/// Answers one request, on a thread of its own.
#[expect(clippy::needless_pass_by_value, reason = "the signature is Tauri's")]
pub fn serve<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let app = context.app_handle().clone();
    let asked = asked(request.uri().path(), request.uri().query());
    tauri::async_runtime::spawn_blocking(move || {
        let picture = asked.and_then(|(named, width)| {
            let desk = app.state::<Shell>().desk().ok()?;
            match named {
                Named::Article(id) => desk.images().picture(id, width).ok(),
                Named::Picture(id) => desk.images().picture_bytes(id, width).ok(),
            }
        });
        let lasts = matches!(asked, Some((Named::Picture(_), _)));
        responder.respond(answer(picture, lasts));
    });
}

fn asked(path: &str, query: Option<&str>) -> Option<(Named, u32)> {
    let name = path.trim_start_matches('/');
    let named = match name.strip_prefix('p') {
        Some(id) => Named::Picture(PictureId(id.parse().ok()?)),
        None => Named::Article(ArticleId(name.parse().ok()?)),
    };
    let parts = query.into_iter().flat_map(|query| query.split('&'));
    let width = parts.filter_map(|part| part.strip_prefix("w=")).next_back().map_or(Ok(WIDTH), str::parse);
    Some((named, width.ok()?))
}

/// The address of a picture carries what tells its content apart (`&v=`): it never changes, and the web view
/// may keep it for as long as it likes.
fn answer(picture: Option<PictureBytes>, lasts: bool) -> Response<Vec<u8>> {
    let kept = if lasts { "private, max-age=31536000, immutable" } else { "private, no-cache" };
    let (status, mime, kept, bytes) = match picture {
        Some(picture) => (StatusCode::OK, picture.mime, kept, picture.bytes),
        None => (StatusCode::NOT_FOUND, "text/plain", "no-store", Vec::new()),
    };
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static(kept));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_an_article_or_a_picture_and_a_width() {
        assert_eq!(asked("/12", Some("w=64")), Some((Named::Article(ArticleId(12)), 64)));
        assert_eq!(asked("/p12", Some("v=abc&w=64")), Some((Named::Picture(PictureId(12)), 64)));
        assert_eq!(asked("/12", None), Some((Named::Article(ArticleId(12)), WIDTH)));
        for path in ["/../etc/passwd", "/p", "/p../x", "/p1/2"] {
            assert_eq!(asked(path, None), None, "no path of a file is ever taken from the page: {path}");
        }
    }

    #[test]
    fn only_what_is_there_is_kept_by_the_page() {
        let picture = PictureBytes { mime: "image/png", bytes: vec![1] };
        let kept =
            |response: &Response<Vec<u8>>| response.headers()[header::CACHE_CONTROL].to_str().unwrap().to_owned();
        assert!(kept(&answer(Some(picture.clone()), true)).contains("immutable"));
        assert_eq!(kept(&answer(Some(picture), false)), "private, no-cache", "an article can get another picture");
        let missing = answer(None, true);
        assert_eq!((missing.status(), kept(&missing).as_str()), (StatusCode::NOT_FOUND, "no-store"));
    }
}
