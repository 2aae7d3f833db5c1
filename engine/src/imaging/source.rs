//! Where a picture comes from: what a document writes, made into one address for one picture.

use std::path::Path;

use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine as _, alphabet};
use percent_encoding::percent_decode_str;
use url::Url;

use super::find;
use crate::imaging::failure::NoBytes;
use crate::message::Message;

/// Begins the addresses of files.
const FILE: &str = "file:";
/// Longest web address that is asked.
const LONGEST: usize = 8192;

/// One picture's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// A web address, `file:` with an absolute path, a `data:` address, or what stands in the document.
    pub address: String,
    /// Host and port of a web address; empty for what needs no network.
    pub host: String,
    /// Why it cannot be an image.
    pub refused: Option<Message>,
}

impl Source {
    /// What an article's document names as a picture.
    pub fn of(written: &str, root: &Path, article: &Path) -> Self {
        let written = written.trim();
        let text = if written.starts_with("//") { format!("https:{written}") } else { written.to_owned() };
        match Url::parse(&text) {
            Ok(url) => Self::web_or_data(url, text),
            Err(_) if text.contains("://") => Self::refused(text, NoBytes::AddressUnreadable),
            Err(_) => match find::find(root, article, written) {
                Some(file) => Self { address: format!("{FILE}{}", file.display()), host: String::new(), refused: None },
                // Each article has its own: the same path may lead elsewhere from another one.
                None => Self::refused(format!("{written} from {}", article.display()), NoBytes::FileNotThere),
            },
        }
    }

    /// What lies on the web, and nowhere else.
    pub fn of_web(address: &str) -> Self {
        match Url::parse(address) {
            Ok(url) if url.scheme() != "data" => Self::web_or_data(url, address.to_owned()),
            Ok(_) => Self::refused(String::new(), NoBytes::AddressRefused { scheme: "data".to_owned() }),
            Err(_) => Self::refused(address.to_owned(), NoBytes::AddressUnreadable),
        }
    }

    fn web_or_data(mut url: Url, text: String) -> Self {
        match url.scheme() {
            "http" | "https" => {
                url.set_fragment(None);
                let secret = !url.username().is_empty() || url.password().is_some();
                let host = url.host_str().unwrap_or_default().to_owned();
                let host = url.port().map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
                match (secret, url.as_str().len() > LONGEST) {
                    (true, _) => Self::refused(url.into(), NoBytes::AddressWithPassword),
                    (_, true) => Self::refused(url.into(), NoBytes::AddressTooLong),
                    _ => Self { address: url.into(), host, refused: None },
                }
            }
            "data" => Self { address: text, host: String::new(), refused: None },
            scheme => {
                let reason = NoBytes::AddressRefused { scheme: scheme.to_owned() };
                Self::refused(text, reason)
            }
        }
    }

    fn refused(address: String, reason: NoBytes) -> Self {
        Self { address, host: String::new(), refused: Some(reason.into()) }
    }
}

/// The file that an address names.
pub fn file(address: &str) -> Option<&Path> {
    address.strip_prefix(FILE).map(Path::new)
}

/// The bytes that a `data:` address holds; `None` where it is another address.
pub fn data(address: &str) -> Option<Result<Vec<u8>, NoBytes>> {
    let rest = address.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("data:")).and(address.get(5..))?;
    let broken = || NoBytes::DataUnreadable;
    Some(rest.split_once(',').ok_or_else(broken).and_then(|(kind, data)| {
        let plain: Vec<u8> = percent_decode_str(data).collect();
        if kind.to_ascii_lowercase().ends_with(";base64") { base64(&plain).ok_or_else(broken) } else { Ok(plain) }
    }))
}

/// Addresses are written by hand and by many programs: padding may be missing, bits left over.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_allow_trailing_bits(true)
    .with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// Decodes base64 of either alphabet, broken into lines or not.
fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let letters = text.iter().filter(|letter| !letter.is_ascii_whitespace() && **letter != b'=');
    let standard: Vec<u8> = letters
        .map(|letter| match letter {
            b'-' => b'+',
            b'_' => b'/',
            other => *other,
        })
        .collect();
    GeneralPurpose::new(&alphabet::STANDARD, LENIENT).decode(standard).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_picture_has_one_address() {
        let of = |text: &str| Source::of(text, Path::new("/nowhere"), Path::new("/nowhere/a.md"));
        assert_eq!(of("HTTPS://Bücher.example/a b.jpg#x").address, "https://xn--bcher-kva.example/a%20b.jpg");
        assert_eq!(of("//cdn.example/a.jpg").host, "cdn.example");
        assert_eq!(of("http://cdn.example:8080/a.jpg").host, "cdn.example:8080");
        for bad in ["ftp://a.example/a.jpg", "javascript:alert(1)", "file:///etc/passwd", "http://a:b@c.example/d.jpg"]
        {
            assert!(of(bad).refused.is_some(), "{bad} must not be asked");
        }
        assert_eq!(of("missing.jpg").refused, Some(NoBytes::FileNotThere.into()));
    }

    #[test]
    fn data_addresses_hold_their_bytes() {
        assert_eq!(data("data:image/gif;base64,R0lG%4FDlh"), Some(Ok(b"GIF8\x39a".to_vec())));
        assert_eq!(data("data:text/plain,a%20b"), Some(Ok(b"a b".to_vec())));
        assert_eq!(data("https://a.example"), None);
        assert_eq!(
            data("data:image/gif;base64,R0lG\n ODlh_-8="),
            Some(Ok(b"GIF89a\xff\xef".to_vec())),
            "lines, either alphabet"
        );
        assert!(data("data:image/gif;base64,????").unwrap().is_err());
    }
}
