//! Front matter → [`Article`]: every known field by its name, typed; whatever else stands there is left alone.

use super::broken::Broken;
use super::date;
use super::fields::Fields;
use super::profile::Profile;
use super::scalar;
use super::tree::{NodeId, Tree};
use super::words;
use crate::article::{Article, Picture, Provider, Report};

/// Keys under which kinds of site keep the same thing, in the order they are tried.
const DATE: &[&str] = &["publishedDateTime", "date", "pubDate", "publishDate", "startDateTime"];
const EXCERPT: &[&str] = &["excerpt", "description", "summary", "overview", "bio"];
const TOPICS: &[&str] = &["topics", "tags", "categories"];
const PICTURES: &[&str] = &["images", "image", "cover", "featured_image", "heroImage"];
const ADDRESS: &[&str] = &["originalUrl", "webUrl", "external_url", "link", "website"];

/// The key under which a document keeps what a news file keeps under this one: `tags` for `topics`, where it has it.
pub fn own_key<'k>(tree: &Tree<'_>, key: &'k str) -> &'k str {
    let names: &[&str] = match key {
        "title" => &["title", "name"],
        "excerpt" => EXCERPT,
        "topics" => TOPICS,
        _ => return key,
    };
    names.iter().find(|name| tree.top(name).is_some()).copied().unwrap_or(key)
}

/// Reads the known fields. `name` is the file's name without its ending: the title of last resort.
pub fn read(text: &str, tree: &Tree<'_>, profile: Profile, name: &str) -> Result<Article, Broken> {
    let Some(root) = tree.root() else {
        return Ok(Article { title: name.to_owned(), live: profile.live(None, false), ..Article::default() });
    };
    if !matches!(tree.node(root).kind, super::tree::Kind::Mapping { .. }) {
        return empty_or_refused(text, tree, root, profile, name);
    }
    let fields = Fields { text, tree, root };
    let published_at = fields.first_text(DATE).or_else(|| fields.date_under("published"));
    let removed = fields.flag("removed")?.unwrap_or(false);
    let visible = fields.flag(profile.visible_key())?;
    Ok(Article {
        title: title(&fields)?.unwrap_or_else(|| name.to_owned()),
        excerpt: excerpt(&fields)?,
        published_ms: published_at.as_deref().and_then(date::milliseconds),
        published_at,
        url: fields.first_text(ADDRESS),
        web_url: fields.some_text("webUrl"),
        amp_url: fields.some_text("ampWebUrl"),
        category: fields.some_text("category"),
        kind: fields.some_text("type"),
        quality: fields.whole("quality")?,
        heat: fields.whole("heat")?,
        price: fields.some_text("price"),
        length: fields.some_text("length"),
        levels: tree.get(root, "levels").map(|node| texts(&fields, node)).unwrap_or_default(),
        starts_at: fields.some_text("startDateTime"),
        ends_at: fields.some_text("endDateTime"),
        removed,
        live: profile.live(visible, removed),
        provider: fields.tree.get(root, "provider").and_then(|node| provider(&fields, node)),
        topics: topics(&fields),
        pictures: PICTURES.iter().find_map(|key| pictures(&fields, tree.get(root, key)?)).unwrap_or_default(),
        coverage: tree.get(root, "related").map(|node| coverage(&fields, node)).unwrap_or_default(),
        featured_content: fields.some_text("featuredContent"),
        secured: fields.some_text("secured"),
    })
}

/// Front matter that holds nothing but comments or blanks is an article without fields.
fn empty_or_refused(
    text: &str,
    tree: &Tree<'_>,
    root: NodeId,
    profile: Profile,
    name: &str,
) -> Result<Article, Broken> {
    match tree.scalar(root) {
        Some(("", _)) => Ok(Article { title: name.to_owned(), live: profile.live(None, false), ..Article::default() }),
        _ => Err(words::not_a_mapping(text, tree.written(root).span.start)),
    }
}

fn title(fields: &Fields<'_>) -> Result<Option<String>, Broken> {
    match fields.line("title")? {
        Some(title) if !title.trim().is_empty() => Ok(Some(title)),
        _ => fields.line("name"),
    }
}

fn excerpt(fields: &Fields<'_>) -> Result<String, Broken> {
    match fields.line("excerpt")? {
        Some(excerpt) => Ok(excerpt),
        None => Ok(fields.first_text(EXCERPT).unwrap_or_default()),
    }
}

fn topics(fields: &Fields<'_>) -> Vec<String> {
    let node = TOPICS.iter().find_map(|key| fields.tree.get(fields.root, key));
    node.map(|node| texts(fields, node)).unwrap_or_default()
}

fn texts(fields: &Fields<'_>, node: NodeId) -> Vec<String> {
    match fields.tree.scalar(node) {
        // Jekyll also takes a string of words.
        Some((words, _)) => words.split_whitespace().map(str::to_owned).collect(),
        None => fields.tree.items(node).iter().filter_map(|item| fields.text_of(*item)).collect(),
    }
}

fn provider(fields: &Fields<'_>, node: NodeId) -> Option<Provider> {
    if let Some(name) = fields.text_of(node) {
        return Some(Provider { name, ..Provider::default() });
    }
    let logo = fields.tree.get(node, "images").and_then(|images| pictures(fields, images));
    let domain = fields.text_at(node, "domain");
    let name = fields.text_at(node, "name").or_else(|| domain.clone())?;
    Some(Provider { name, domain, logo: logo.and_then(|logos| logos.into_iter().next()).map(|logo| logo.url) })
}

fn pictures(fields: &Fields<'_>, node: NodeId) -> Option<Vec<Picture>> {
    let bare = |url| Picture { url, width: None, height: None, cached: false, title: None };
    if let Some(url) = fields.text_of(node) {
        return Some(vec![bare(url)]);
    }
    let found = fields.tree.items(node).iter().filter_map(|item| match fields.text_of(*item) {
        Some(url) => Some(bare(url)),
        None => picture(fields, *item),
    });
    let found: Vec<Picture> = found.collect();
    if found.is_empty() { picture(fields, node).map(|one| vec![one]) } else { Some(found) }
}

fn picture(fields: &Fields<'_>, node: NodeId) -> Option<Picture> {
    let url = fields.text_at(node, "url").or_else(|| fields.text_at(node, "src"))?;
    Some(Picture {
        url,
        width: fields.whole_at(node, "width"),
        height: fields.whole_at(node, "height"),
        cached: fields.text_at(node, "isCached").as_deref().and_then(scalar::site_bool) == Some(true),
        title: fields.text_at(node, "title"),
    })
}

/// The entries of `related` that are reports; in some collections it holds mere names of files.
fn coverage(fields: &Fields<'_>, node: NodeId) -> Vec<Report> {
    let mappings = fields.tree.items(node).iter().filter(|item| !fields.tree.entries(**item).is_empty());
    mappings.map(|item| report(fields, *item)).collect()
}

fn report(fields: &Fields<'_>, node: NodeId) -> Report {
    let provider_node = fields.tree.get(node, "provider");
    let picture_node = fields.tree.get(node, "images");
    let published_at = fields.text_at(node, "publishedDateTime");
    Report {
        title: fields.text_at(node, "title").unwrap_or_default(),
        excerpt: fields.text_at(node, "excerpt").unwrap_or_default(),
        published_ms: published_at.as_deref().and_then(date::milliseconds),
        published_at,
        url: fields.text_at(node, "webUrl").or_else(|| fields.text_at(node, "originalUrl")),
        amp_url: fields.text_at(node, "ampWebUrl"),
        kind: fields.text_at(node, "type"),
        provider: provider_node.and_then(|node| provider(fields, node)).unwrap_or_default(),
        quality: fields.whole_at(node, "quality"),
        pictures: picture_node.and_then(|node| pictures(fields, node)).unwrap_or_default(),
    }
}
