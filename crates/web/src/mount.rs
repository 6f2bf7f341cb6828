//! Makes routers of tables of routes: the one place where a route gets its guard.

use axum::{Router, middleware::from_fn_with_state};

use crate::{
    gate::{guard, is_guarded},
    page::Pages,
    route::{Route, Table, is_console},
};

/// Serves the routes of a table: all of them for the public listener, and for the staff's those that
/// are the staff's.
///
/// # Panics
/// If two routes have the same method and path.
pub fn mount<S: Clone + Send + Sync + 'static>(table: Table<S>, state: S) -> Pages {
    let routes = || table.iter().copied().flatten();
    let staff = routes().filter(|route| route.needs.is_for_staff() || is_console(route.path));
    Pages {
        public: routes().fold(Router::new(), add).with_state(state.clone()),
        staff: staff.fold(Router::new(), add).with_state(state),
    }
}

fn add<S: Clone + Send + Sync + 'static>(router: Router<S>, route: &Route<S>) -> Router<S> {
    let served = (route.serve)();
    // Each layer costs an allocation; what everybody may is the hot path.
    let served = if is_guarded(route.path, route.needs) {
        served.route_layer(from_fn_with_state(route.needs, guard))
    } else {
        served
    };
    router.route(route.path, served)
}
