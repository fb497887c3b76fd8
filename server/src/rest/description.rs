//! The `OpenAPI` 3.1 description of the API, and its interactive documentation.

use app::domain::{ParticipantId, UrlCode};
use app::meetings::LinkId;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::routing::get;
use axum::{Json, Router};
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::IntoParams;
use utoipa::OpenApi as _;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{OpenApi, Required};
use utoipa_swagger_ui::{Config, SwaggerUi};

use super::caller::IdempotencyHeader;
use super::parameters::{AfterEntry, CommentNumber, InPath, InQuery};
use super::problem::{ErrorBody, ValidationErrorBody};

/// The general part of the description.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Meetifyr",
        description = "Finds the day that works best for a group: create a meeting, set its date range, let \
            people join and mark their days, and read which days are best.\n\nA program that sends a device \
            owns what it creates. What is created without one belongs to everybody with the code.\n\nThe same \
            routes answer below `/v1/edgedb`, where `participant_id`, `participant_date_id` and the ids in \
            lists of participants and their dates are UUIDs in the place of numbers. They are stable, and any \
            other UUID is the id of nothing (404).",
        license(name = "MIT", identifier = "MIT")
    ),
    servers(
        (url = "/v1", description = "This server"),
        (url = "/v1/mysql", description = "The same API, under the prefix of the Python service")
    ),
    security((), ("device" = []), ("cookie" = [])),
    components(schemas(ErrorBody, ValidationErrorBody))
)]
struct BaseDescription;

/// The description without its routes.
pub(super) fn without_routes() -> OpenApi {
    let mut frame = BaseDescription::openapi();
    let device = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The secret of a device, as returned by `POST /devices`"))
        .build();
    let cookie = ApiKeyValue::with_description("meetifyr_device", "The device of a browser, set by pages");
    let components = frame.components.get_or_insert_default();
    components.add_security_scheme("device", SecurityScheme::Http(device));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    frame
}

/// The routes of the description and of the interactive documentation.
pub(super) fn router(description: OpenApi) -> Router {
    let config = Config::new(["/openapi.json"]).validator_url("none").display_request_duration(true);
    // The documentation writes styles into its page and has its pictures inside of these styles.
    let policy = HeaderValue::from_static(
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    let docs = Router::from(SwaggerUi::new("/docs").config(config))
        .layer(SetResponseHeaderLayer::overriding(CONTENT_SECURITY_POLICY, policy));
    Router::new().route("/openapi.json", get(async || Json(description))).merge(docs)
}

impl IntoParams for InPath<UrlCode> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![url_code_parameter("url_code", ParameterIn::Path)]
    }
}

impl IntoParams for InQuery<UrlCode> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        vec![url_code_parameter("meeting_url_code", ParameterIn::Query)]
    }
}

impl IntoParams for InPath<ParticipantId> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let parameter = integer_parameter("participant_id", ParameterIn::Path, "The participant's id", None);
        vec![parameter.required(Required::True).example(Some(7.into())).build()]
    }
}

impl IntoParams for InPath<CommentNumber> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let parameter =
            integer_parameter("number", ParameterIn::Path, "The comment's number in the timeline", Some(0));
        vec![parameter.required(Required::True).example(Some(5.into())).build()]
    }
}

impl IntoParams for InPath<LinkId> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let parameter = integer_parameter("link_id", ParameterIn::Path, "The link's number", None);
        vec![parameter.required(Required::True).example(Some(3.into())).build()]
    }
}

impl IntoParams for InQuery<AfterEntry> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let about = "The last entry that the client knows; without it, all entries are read";
        let parameter = integer_parameter("after", ParameterIn::Query, about, Some(0));
        vec![parameter.required(Required::False).example(Some(4.into())).build()]
    }
}

/// A parameter that is an integer, optionally with a minimum.
fn integer_parameter(name: &str, place: ParameterIn, about: &str, least: Option<i64>) -> ParameterBuilder {
    let number = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(least)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)));
    ParameterBuilder::new().name(name).parameter_in(place).description(Some(about)).schema(Some(number))
}

impl IntoParams for IdempotencyHeader {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(255));
        let parameter = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(
                "Identifies the request for 24 hours: repeated with the same body, it has the same response. \
                 At least 22 characters if the request has no device",
            ))
            // No example: several people who try it out would all use the same key.
            .schema(Some(text.pattern(Some("^[!-~]+$"))));
        vec![parameter.build()]
    }
}

/// A parameter that is a meeting's code.
fn url_code_parameter(name: &str, place: ParameterIn) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(Required::True)
        .description(Some("The meeting's code"))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[A-Za-z0-9]{1,255}$"))))
        .example(Some("Uk0lX4bQ9Zr".into()))
        .build()
}
