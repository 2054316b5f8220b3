//! Answers requests: from this machine's browser only, for files of the site only.

use std::future::Future;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;

use anyhow::Context;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, LOCATION, ORIGIN,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use axum::response::Response;

use super::files::{Found, content_type, find};
use super::{Shared, Snapshot, reload};
use crate::outputs::Content;

/// What a page of the default theme may do. The server's own script needs no more than that.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' https: data:; font-src 'self'; connect-src 'self'; media-src 'self' https:; \
    frame-src https:; base-uri 'none'; form-action 'none'";

/// Other sites must not read the pages, not even as images or scripts.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

const HTML: &str = "text/html; charset=utf-8";

const PLAIN: &str = "text/plain; charset=utf-8";

/// Serves until `stopped` ends. Connections that are open then are cut.
pub(super) async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    stopped: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    listener.set_nonblocking(true).context("cannot serve")?;
    let listener = tokio::net::TcpListener::from_std(listener).context("cannot serve")?;
    let app = axum::Router::new().fallback(answer).with_state(shared);
    tokio::select! {
        result = axum::serve(listener, app).into_future() => result.context("cannot serve"),
        () = stopped => Ok(()),
    }
}

/// The names under which a browser may ask for the site. A page of another site whose name was
/// made to lead here (DNS rebinding) asks with that name.
#[derive(Debug)]
pub(super) struct Hosts {
    address: SocketAddr,
}

impl Hosts {
    pub(super) const fn new(address: SocketAddr) -> Self {
        Self { address }
    }

    /// Whether this is a value of `Host` for this server.
    fn knows(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port == self.address.port().to_string() => name,
            // Without a port it means 80. What follows the last colon may be part of IPv6.
            _ if self.address.port() == 80 => host,
            _ => return false,
        };
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let ip: Option<IpAddr> = match bare {
            Some(bare) => bare.parse().ok().map(IpAddr::V6),
            None => name.parse().ok().map(IpAddr::V4),
        };
        // On every address of the machine: any of them, but no name.
        ip.is_some_and(|ip| {
            let loopback = [[127, 0, 0, 1].into(), std::net::Ipv6Addr::LOCALHOST.into()];
            loopback.contains(&ip) || ip == self.address.ip() || self.address.ip().is_unspecified()
        })
    }

    /// Whether a request comes from the user or from a page of this server.
    fn allow(&self, headers: &HeaderMap, authority: Option<&str>) -> bool {
        let mut hosts = headers.get_all(HOST).iter();
        let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
        let is_own = |value: &HeaderValue| {
            value.to_str().is_ok_and(|value| {
                value.strip_prefix("http://").is_some_and(|host| self.knows(host))
            })
        };
        host.to_str().is_ok_and(|host| self.knows(host))
            && authority.is_none_or(|authority| self.knows(authority))
            && headers.get_all(ORIGIN).iter().all(is_own)
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    let authority = uri.authority().map(Authority::as_str);
    let (mut parts, body) = if !shared.hosts.allow(request.headers(), authority) {
        plain(StatusCode::FORBIDDEN, "This server answers only to its own address.\n")
    } else if matches!(method, Method::GET | Method::HEAD) {
        get(&shared, &uri).await
    } else {
        let mut response = plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD.\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        response
    }
    .into_parts();
    let headers = &mut parts.headers;
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    Response::from_parts(parts, body)
}

async fn get(shared: &Shared, uri: &Uri) -> Response {
    if let Some(own) = uri.path().strip_prefix(reload::PREFIX) {
        return match own {
            "reload" => {
                let since = uri.query().and_then(|query| query.strip_prefix("since="));
                let since = since.and_then(|since| since.parse().ok());
                respond(StatusCode::OK, "text/event-stream", reload::events(shared, since).await)
            }
            "reload.js" => respond(StatusCode::OK, content_type(own), reload::SCRIPT),
            "error.css" => respond(StatusCode::OK, content_type(own), reload::STYLE),
            _ => plain(StatusCode::NOT_FOUND, "Not found.\n"),
        };
    }
    let snapshot = shared.current.borrow().clone();
    match find(&snapshot.files, uri.path()) {
        Found::File(path, content) => match read(content).await {
            Ok(bytes) => file(StatusCode::OK, content_type(path), bytes, &snapshot),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                not_found(&snapshot).await
            }
            Err(error) => plain(
                StatusCode::INTERNAL_SERVER_ERROR,
                format!("The source of this file cannot be read: {error}\n"),
            ),
        },
        Found::Elsewhere(mut url) => {
            if let Some(query) = uri.query() {
                url.push('?');
                url.push_str(query);
            }
            let mut response = plain(StatusCode::FOUND, "");
            match HeaderValue::try_from(url) {
                Ok(url) => {
                    response.headers_mut().insert(LOCATION, url);
                    response
                }
                Err(_) => not_found(&snapshot).await,
            }
        }
        Found::Nothing => not_found(&snapshot).await,
    }
}

/// The site's own page for that, if it has one.
async fn not_found(snapshot: &Snapshot) -> Response {
    let page = match snapshot.files.get("404.html") {
        Some(content) => read(content).await.ok(),
        None => None,
    };
    let page = page.unwrap_or_else(|| Bytes::from_static(reload::NOT_FOUND.as_bytes()));
    file(StatusCode::NOT_FOUND, HTML, page, snapshot)
}

async fn read(content: &Content) -> std::io::Result<Bytes> {
    match content {
        Content::Bytes(bytes) => Ok(Bytes::from_owner(Arc::clone(bytes))),
        Content::Copy(source) => {
            let source = source.clone();
            // Not on the thread that answers everybody.
            let read = tokio::task::spawn_blocking(move || std::fs::read(source)).await;
            Ok(read.map_err(std::io::Error::other)??.into())
        }
    }
}

fn file(status: StatusCode, kind: &'static str, bytes: Bytes, snapshot: &Snapshot) -> Response {
    if kind == HTML {
        return respond(status, kind, reload::inject(&bytes, snapshot));
    }
    respond(status, kind, bytes)
}

fn plain(status: StatusCode, text: impl Into<Body>) -> Response {
    respond(status, PLAIN, text)
}

fn respond(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts() {
        let own = Hosts::new(([127, 0, 0, 1], 4000).into());
        for host in ["localhost:4000", "LOCALHOST:4000", "127.0.0.1:4000", "[::1]:4000"] {
            assert!(own.knows(host), "{host}");
        }
        let others = [
            "",
            "localhost",
            "localhost:4001",
            "localhost:04000",
            "localhost.:4000",
            "::1:4000",
            "[127.0.0.1]:4000",
            "evil.example:4000",
            "localhost.evil.example:4000",
            "[::1]",
            "10.0.0.1:4000",
            "127.0.0.1:4000.evil.example",
            "evil@localhost:4000",
            ":4000",
        ];
        for host in others {
            assert!(!own.knows(host), "{host}");
        }
        let every = Hosts::new(([0, 0, 0, 0], 80).into());
        for host in ["10.0.0.1", "10.0.0.1:80", "[fe80::1]", "localhost"] {
            assert!(every.knows(host), "{host}");
        }
        assert!(!every.knows("evil.example"));
    }
}
