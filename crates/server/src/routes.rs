//! The table of routes: each with the one line that says who may use it.
//!
//! Features build [`Routes`]; the server turns them into the router, and a
//! test tries every route as every role from the same table.

use axum::{
    Router,
    extract::Request,
    handler::Handler,
    http::Method,
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
    routing::{MethodFilter, MethodRouter, on},
};
use entity::values::Role;

use crate::{app::AppState, error::AppError, sign_in::Reader};

/// Who may use a route. The administrator may use every route that asks for a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody, signed in or not.
    Public,
    /// Anybody who is signed in; the service decides about the single record.
    SignedIn,
    /// The web session's person has one of these roles.
    Roles(&'static [Role]),
    /// The bearer token has one of these roles; cookies do not count.
    Token(&'static [Role]),
}

/// Trainers, and coordinators, who may do what trainers do.
pub const TRAINERS: Access = Access::Roles(&[Role::Trainer, Role::Coordinator]);
pub const COORDINATORS: Access = Access::Roles(&[Role::Coordinator]);
pub const ADMINISTRATORS: Access = Access::Roles(&[]);

/// One line of the table.
#[derive(Debug, Clone)]
pub struct RouteInfo {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
}

/// The routes of a feature, or of the whole server.
#[derive(Default)]
pub(crate) struct Routes {
    router: Router<AppState>,
    table: Vec<RouteInfo>,
}

impl Routes {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn get<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Method::GET, path, access, handler)
    }

    pub(crate) fn post<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Method::POST, path, access, handler)
    }

    pub(crate) fn put<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Method::PUT, path, access, handler)
    }

    pub(crate) fn delete<H, T>(self, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        self.add(Method::DELETE, path, access, handler)
    }

    /// Wraps the routes so far, for instance in a larger limit on bodies.
    pub(crate) fn layer(mut self, limit: axum::extract::DefaultBodyLimit) -> Self {
        self.router = self.router.layer(limit);
        self
    }

    pub(crate) fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    pub(crate) fn into_parts(self) -> (Router<AppState>, Vec<RouteInfo>) {
        (self.router, self.table)
    }

    fn add<H, T>(mut self, method: Method, path: &'static str, access: Access, handler: H) -> Self
    where
        H: Handler<T, AppState>,
        T: 'static,
    {
        let filter = MethodFilter::try_from(method.clone()).expect("a method that axum knows");
        let guarded: MethodRouter<AppState> =
            on(filter, handler).layer(middleware::from_fn(move |request: Request, next: Next| {
                guard(access, request, next)
            }));
        self.router = self.router.route(path, guarded);
        self.table.push(RouteInfo {
            method,
            path,
            access,
        });
        self
    }
}

/// Lets the request through, or answers 401 or 403. The one place where roles are checked.
async fn guard(access: Access, request: Request, next: Next) -> Response {
    let verdict = {
        let reader = request.extensions().get::<Reader>();
        let token = request.extensions().get::<crate::api::Caller>();
        allows(access, reader.map(|it| it.role), token.map(|it| it.role))
    };
    match verdict {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

fn allows(access: Access, reader: Option<Role>, token: Option<Role>) -> Result<(), AppError> {
    let (role, allowed) = match access {
        Access::Public => return Ok(()),
        Access::SignedIn => return reader.map(|_| ()).ok_or(AppError::NotSignedIn),
        Access::Roles(allowed) => (reader, allowed),
        Access::Token(allowed) => (token, allowed),
    };
    match role {
        None => Err(AppError::NotSignedIn),
        Some(Role::Administrator) => Ok(()),
        Some(role) if allowed.contains(&role) => Ok(()),
        Some(_) => Err(AppError::Forbidden),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_opens_only_what_names_it_and_the_administrator_all() {
        let cases = [
            (Access::Public, None, None, true),
            (Access::SignedIn, None, Some(Role::Administrator), false),
            (Access::SignedIn, Some(Role::Trainee), None, true),
            (TRAINERS, Some(Role::Trainee), None, false),
            (TRAINERS, Some(Role::Trainer), None, true),
            (COORDINATORS, Some(Role::Trainer), None, false),
            (ADMINISTRATORS, Some(Role::Coordinator), None, false),
            (ADMINISTRATORS, Some(Role::Administrator), None, true),
            (Access::Token(&[]), Some(Role::Administrator), None, false),
            (Access::Token(&[]), None, Some(Role::Administrator), true),
        ];
        for (access, reader, token, open) in cases {
            assert_eq!(
                allows(access, reader, token).is_ok(),
                open,
                "{access:?} {reader:?} {token:?}"
            );
        }
    }
}
