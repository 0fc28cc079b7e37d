//! From where a request comes: the network address and the browser.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use sha2::{Digest as _, Sha256};

use crate::{app::AppState, config::Config, error::AppError};

/// The other end of a request.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    /// The address, of IPv6 its network: a household or office has one of these.
    pub(crate) network: IpAddr,
    /// The browser's own description of itself.
    pub(crate) device: String,
}

impl Client {
    pub(super) fn of(parts: &Parts, config: &Config) -> Self {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |it| it.0.ip());
        let address = if config.behind_proxy && is_private(peer) {
            forwarded_for(&parts.headers).unwrap_or(peer)
        } else {
            peer
        };
        let device = parts.headers.get(header::USER_AGENT);
        let device = device.and_then(|it| it.to_str().ok()).unwrap_or_default();
        Self {
            network: network(address),
            device: device.chars().take(200).collect(),
        }
    }

    /// What a session is bound to where the content's scripts could plant its cookie: an
    /// attacker's session began in another browser or network, and is refused here.
    pub(crate) fn binding(&self, config: &Config) -> Option<String> {
        config.cookies_can_be_planted().then(|| {
            let facts = format!("{}\n{}", self.network, self.device);
            hex::encode(Sha256::digest(facts.as_bytes()))
        })
    }
}

impl FromRequestParts<AppState> for Client {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, app: &AppState) -> Result<Self, AppError> {
        Ok(Self::of(parts, &app.config))
    }
}

/// The last address of the header: the one that our own proxy wrote.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

fn is_private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(it) => it.is_loopback() || it.is_private(),
        IpAddr::V6(it) => it.is_loopback() || it.is_unique_local(),
    }
}

fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(it) => {
            let [a, b, c, d, ..] = it.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_visitor_behind_the_proxy_is_the_last_one() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "6.6.6.6, 203.0.113.7".parse().unwrap());
        assert_eq!(forwarded_for(&headers), Some([203, 0, 113, 7].into()));
        assert!(is_private([10, 0, 0, 2].into()));
        assert!(!is_private([203, 0, 113, 7].into()));
    }

    #[test]
    fn an_ipv6_household_is_one_network() {
        let network = |it: &str| network(it.parse().unwrap());
        assert_eq!(
            network("2001:db8:1:2:3::4"),
            network("2001:db8:1:2:ffff::1")
        );
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }
}
