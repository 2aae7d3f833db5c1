//! Serves pictures to the page: `picture://localhost/<article id>?w=<width in pixels>`.

use engine::article::ArticleId;
use engine::desk::PictureBytes;
use tauri::http::{Request, Response, StatusCode, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::shell::Shell;

/// The name of the scheme, as the page's content security policy has it.
pub const SCHEME: &str = "picture";

/// Width in pixels where none is asked for.
const WIDTH: u32 = 480;

/// Answers one request, on a thread of its own.
#[expect(clippy::needless_pass_by_value, reason = "the signature is Tauri's")]
pub fn serve<R: Runtime>(context: UriSchemeContext<'_, R>, request: Request<Vec<u8>>, responder: UriSchemeResponder) {
    let app = context.app_handle().clone();
    let asked = asked(request.uri().path(), request.uri().query());
    tauri::async_runtime::spawn_blocking(move || {
        let picture = asked.and_then(|(id, width)| app.state::<Shell>().desk().ok()?.picture(id, width).ok());
        responder.respond(answer(picture));
    });
}

fn asked(path: &str, query: Option<&str>) -> Option<(ArticleId, u32)> {
    let id = path.trim_start_matches('/').parse().ok()?;
    let width = query.and_then(|query| query.strip_prefix("w=")).map_or(Ok(WIDTH), str::parse);
    Some((ArticleId(id), width.ok()?))
}

fn answer(picture: Option<PictureBytes>) -> Response<Vec<u8>> {
    let (status, mime, bytes) = match picture {
        Some(picture) => (StatusCode::OK, picture.mime, picture.bytes),
        None => (StatusCode::NOT_FOUND, "text/plain", Vec::new()),
    };
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(mime));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("private, max-age=300"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_names_an_article_and_a_width() {
        assert_eq!(asked("/12", Some("w=128")), Some((ArticleId(12), 128)));
        assert_eq!(asked("/12", None), Some((ArticleId(12), WIDTH)));
        assert_eq!(asked("/../etc/passwd", None), None, "no path of a file is ever taken from the page");
    }
}
