//! What every HTML page shares: the reader, the face, and rendering.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse as _, Response},
};
use entity::values::{Face, Role};
use fluent_bundle::FluentArgs;
use minijinja::{
    Environment, ErrorKind, State as TemplateState, context,
    value::{Kwargs, Serde, Value},
};
use rust_embed::RustEmbed;
use serde::Serialize;

use crate::{
    app::AppState,
    assets,
    error::{AppError, Message},
    i18n,
    sign_in::Reader,
};

/// The cookie that keeps the chosen face; it holds nothing else.
pub(crate) const FACE_COOKIE: &str = "obuka_face";

/// A page's data: plain, display-ready, in the order the template reads it.
pub(crate) trait View: Serialize + Sized {
    const TEMPLATE: &'static str;

    /// Data for the template test, one for each branch of the template.
    #[cfg(test)]
    fn samples() -> Vec<Self>;
}

/// Extractor for handlers that answer with HTML.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) app: AppState,
    pub(crate) reader: Option<Reader>,
    pub(crate) face: Face,
    path: String,
    nonce: String,
}

/// What the base template reads of the request.
#[derive(Serialize)]
struct Frame<'a> {
    face: &'static str,
    reader: Option<FrameReader<'a>>,
    csrf: &'a str,
    nonce: &'a str,
    path: &'a str,
    site: String,
    logo: Option<String>,
    demo: bool,
    content_origin: String,
}

#[derive(Serialize)]
struct FrameReader<'a> {
    name: &'a str,
    role: Role,
    trains: bool,
    coordinates: bool,
    administers: bool,
}

impl Page {
    /// The signed-in person, or 401.
    pub(crate) fn person(&self) -> Result<&Reader, AppError> {
        self.reader.as_ref().ok_or(AppError::NotSignedIn)
    }

    /// The path that was asked for.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    pub(crate) fn render<V: View>(&self, view: &V) -> Result<Response, AppError> {
        self.render_with(StatusCode::OK, view)
    }

    /// The page with another status, such as 422 for a form with errors.
    pub(crate) fn render_with<V: View>(
        &self,
        status: StatusCode,
        view: &V,
    ) -> Result<Response, AppError> {
        self.render_named(status, V::TEMPLATE, Value::from(Serde(view)))
    }

    /// The words of `message` in the reader's face.
    pub(crate) fn translate(&self, message: &Message) -> String {
        i18n::translate(self.face, message)
    }

    fn render_named(
        &self,
        status: StatusCode,
        template: &str,
        view: Value,
    ) -> Result<Response, AppError> {
        let frame = Frame {
            face: i18n::tag(self.face),
            reader: self.reader.as_ref().map(|reader| FrameReader {
                name: reader.name(self.face),
                role: reader.role,
                trains: reader.role != Role::Trainee,
                coordinates: matches!(reader.role, Role::Coordinator | Role::Administrator),
                administers: reader.role == Role::Administrator,
            }),
            csrf: self.reader.as_ref().map_or("", |reader| &reader.csrf),
            nonce: &self.nonce,
            path: &self.path,
            site: self.app.site_name(self.face),
            logo: self.app.site.logo_path(),
            demo: self.app.config.demo,
            content_origin: self.app.config.content_origin.to_string(),
        };
        let html = self
            .app
            .templates
            .get_template(template)
            .and_then(|it| it.render(context! { page => Serde(&frame), ..view }))
            .map_err(|error| AppError::internal(&format!("{error:#}")))?;
        let mut response = (status, Html(html)).into_response();
        secure(&mut response, &self.nonce, &frame.content_origin);
        Ok(response)
    }
}

impl FromRequestParts<AppState> for Page {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        let reader = parts.extensions.get::<Reader>().cloned();
        Ok(Self {
            app: app.clone(),
            face: face(&parts.headers, reader.as_ref()),
            path: parts.uri.path().to_owned(),
            nonce: crate::sign_in::random_token(),
            reader,
        })
    }
}

/// The face of this request: the cookie's, else the person's, else what the browser prefers.
pub(crate) fn face(headers: &HeaderMap, reader: Option<&Reader>) -> Face {
    cookies(headers, FACE_COOKIE)
        .find_map(i18n::from_tag)
        .or(reader.map(|it| it.face))
        .unwrap_or_else(|| {
            let wanted = headers.get(header::ACCEPT_LANGUAGE);
            i18n::from_accept_language(wanted.and_then(|it| it.to_str().ok()).unwrap_or(""))
        })
}

/// All values of the cookies of this name, in the order in which they came.
pub(crate) fn cookies<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(move |pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then_some(value)
        })
}

/// `path` if it is a path on this site, which may be gone back to; never another site.
pub(crate) fn local_path(path: &str) -> Option<&str> {
    let is_plain = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control);
    is_plain.then_some(path)
}

/// The content security policy of one page, with its nonce.
fn secure(response: &mut Response, nonce: &str, content_origin: &str) {
    let policy = format!(
        "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; \
         img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-src {content_origin}; frame-ancestors 'self'"
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response
            .headers_mut()
            .insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

#[derive(Serialize)]
struct ErrorView {
    status: u16,
    message: String,
    request_id: String,
    sign_in: bool,
}

/// Gives responses made from an [`AppError`] their page.
pub(crate) async fn error_pages(
    State(_): State<AppState>,
    page: Page,
    request: Request,
    next: Next,
) -> Response {
    let method = request.method().clone();
    let path_and_query = request
        .uri()
        .path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string);
    let request_id = request
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .unwrap_or_default()
        .to_owned();
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<AppError>().cloned() else {
        return response;
    };
    if matches!(error, AppError::NotSignedIn) && method == axum::http::Method::GET {
        let back: String = percent_encoding::utf8_percent_encode(
            &path_and_query,
            percent_encoding::NON_ALPHANUMERIC,
        )
        .to_string();
        return axum::response::Redirect::to(&format!("/sign-in?return={back}")).into_response();
    }
    let view = ErrorView {
        status: response.status().as_u16(),
        message: page.translate(&error.message()),
        request_id,
        sign_in: matches!(error, AppError::NotSignedIn),
    };
    let rendered = page.render_named(
        response.status(),
        "shared/error.html",
        Value::from(Serde(&view)),
    );
    match rendered {
        Ok(mut body) => {
            for (name, value) in response.headers() {
                if name == header::RETRY_AFTER {
                    body.headers_mut().insert(name, value.clone());
                }
            }
            body
        }
        Err(_) => response,
    }
}

#[derive(RustEmbed)]
#[folder = "templates"]
struct Templates;

/// The templates: strict about undefined variables, always escaping.
pub(crate) fn templates() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    let trimmed = minijinja::syntax::SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
        .expect("the default delimiters");
    environment.set_syntax(trimmed);
    environment.set_loader(|name| {
        Templates::get(name)
            .map(|file| {
                String::from_utf8(file.data.into_owned()).map_err(|error| {
                    minijinja::Error::new(ErrorKind::BadSerialization, error.to_string())
                })
            })
            .transpose()
    });
    environment.add_function("t", message_function);
    environment.add_function("asset", |path: &str| assets::url(path));
    environment.add_filter(
        "script",
        |state: &TemplateState<'_, '_>, text: &str, language: Option<&str>| {
            i18n::in_script_of(face_of(state), text, language).into_owned()
        },
    );
    environment.add_filter("country", |state: &TemplateState<'_, '_>, code: &str| {
        let id = format!("organisation-country-{}", code.to_ascii_lowercase());
        i18n::known_text(face_of(state), &id).unwrap_or_else(|| code.to_owned())
    });
    environment.add_filter("number", |state: &TemplateState<'_, '_>, number: i64| {
        grouped(face_of(state), number)
    });
    environment.add_filter("date", |state: &TemplateState<'_, '_>, date: &str| {
        date_words(face_of(state), date)
    });
    environment
}

fn face_of(state: &TemplateState<'_, '_>) -> Face {
    state
        .lookup("page")
        .and_then(|page| page.get_attr("face").ok())
        .and_then(|face| face.as_str().and_then(i18n::from_tag))
        .unwrap_or(Face::SrCyrl)
}

/// `t("message-id", name=value)`: the words in the reader's face.
#[expect(
    clippy::needless_pass_by_value,
    reason = "minijinja hands arguments over by value"
)]
fn message_function(
    state: &TemplateState<'_, '_>,
    id: &str,
    arguments: Kwargs,
) -> Result<String, minijinja::Error> {
    let mut fluent = FluentArgs::new();
    for name in arguments.args() {
        let value: Value = arguments.get(name)?;
        fluent.set(name.to_owned(), i18n::argument(&value.to_string()));
    }
    Ok(i18n::text(face_of(state), id, &fluent))
}

/// Whole numbers with the thousands separator of the language.
pub(crate) fn grouped(face: Face, number: i64) -> String {
    let separator = if face == Face::En { ',' } else { '.' };
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if 0 < at && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    if number < 0 {
        format!("−{text}")
    } else {
        text
    }
}

/// A date (`2026-11-24`, also the beginning of an RFC 3339 instant) as people write it.
pub(crate) fn date_words(face: Face, date: &str) -> String {
    let Ok(date) = date.get(..10).unwrap_or(date).parse::<chrono::NaiveDate>() else {
        return date.to_owned();
    };
    match face {
        Face::En => date.format("%-d %B %Y").to_string(),
        // No line ends within a date.
        Face::SrCyrl | Face::SrLatn => date.format("%-d.\u{a0}%-m.\u{a0}%Y.").to_string(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Renders every sample of a view in every face; features call it for each of their views.
    pub(crate) fn renders<V: View>() {
        let templates = templates();
        let template = templates.get_template(V::TEMPLATE).unwrap();
        for face in i18n::FACES {
            for sample in V::samples() {
                for signed_in in [false, true] {
                    let frame = Frame {
                        face: i18n::tag(face),
                        reader: signed_in.then_some(FrameReader {
                            name: "Ада <b>",
                            role: Role::Administrator,
                            trains: true,
                            coordinates: true,
                            administers: true,
                        }),
                        csrf: "csrf",
                        nonce: "nonce",
                        path: "/",
                        site: "Обука".into(),
                        logo: signed_in.then(|| "/site/logo/x".into()),
                        demo: true,
                        content_origin: "http://localhost:8081".into(),
                    };
                    let html = template
                        .render(context! { page => Serde(&frame), ..Value::from(Serde(&sample)) })
                        .unwrap_or_else(|error| panic!("{}: {error:#}", V::TEMPLATE));
                    assert!(
                        !html.contains('⟦'),
                        "{}: a message is missing: {html}",
                        V::TEMPLATE
                    );
                }
            }
        }
    }

    #[test]
    fn f4_only_paths_of_this_site_are_gone_back_to() {
        assert_eq!(local_path("/courses?x=1"), Some("/courses?x=1"));
        for evil in [
            "//evil",
            "/\\evil",
            "\\evil",
            "https:evil",
            "https://evil",
            "",
            "/a\r\nb",
        ] {
            assert_eq!(local_path(evil), None, "{evil}");
        }
    }

    #[test]
    fn numbers_are_grouped_by_language() {
        assert_eq!(grouped(Face::En, 1_234_567), "1,234,567");
        assert_eq!(grouped(Face::SrCyrl, 925), "925");
        assert_eq!(grouped(Face::SrLatn, -1000), "−1.000");
    }

    #[test]
    fn both_languages_have_the_same_messages() {
        let (serbian, english) = (i18n::ids("sr"), i18n::ids("en"));
        assert_eq!(
            serbian.symmetric_difference(&english).collect::<Vec<_>>(),
            Vec::<&String>::new()
        );
    }

    #[test]
    fn every_message_a_template_names_exists() {
        for name in Templates::iter() {
            let source = Templates::get(&name).unwrap();
            let source = std::str::from_utf8(&source.data).unwrap();
            for (at, _) in source.match_indices("t(\"") {
                let id = source[at + 3..].split('"').next().unwrap();
                let whole_word = !source[..at].ends_with(|c: char| c.is_alphanumeric());
                if whole_word && !source[at + 3 + id.len()..].starts_with("\" ~") {
                    assert!(i18n::is_complete(id), "{name}: no message `{id}`");
                }
            }
        }
    }
}
