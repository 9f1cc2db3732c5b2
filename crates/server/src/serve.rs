//! Listening, and stopping without cutting anyone off.

use crate::app::{App, StartError, router};
use crate::uploads::sweep;
use crate::webhooks::delivery;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

/// A client that has not sent its next request's head by then is let go: it holds a connection.
const HEAD_TIMEOUT: Duration = Duration::from_mins(1);
/// What is being answered when the server stops gets this long.
const GRACE: Duration = Duration::from_secs(20);
/// A request's head may be this long.
const HEAD_BYTES: usize = 32 * 1024;

/// Takes the address of the settings.
pub async fn listen(app: &App) -> Result<TcpListener, StartError> {
    let address = SocketAddr::new(app.settings.host, app.settings.port);
    TcpListener::bind(address).await.map_err(|error| StartError::Listen { address, error })
}

/// Serves until `stop` is done, then finishes what is under way and closes the database.
pub async fn serve(app: Arc<App>, listener: TcpListener, stop: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(app.settings.connections));
    let routes = router(app.clone());
    let sweeping = tokio::spawn(sweep::for_ever(app.clone()));
    let telling = tokio::spawn(delivery::for_ever(app.clone()));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = async {
            // Too many connected: the next ones wait in the kernel's queue.
            let place = room.clone().acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            accepted = accepted => accepted,
            () = &mut stop => break,
        };
        match stream {
            Ok((stream, address)) => {
                let connection = graceful.watch(connection(stream, address, routes.clone()));
                tokio::spawn(async move {
                    // A client that goes away is no event.
                    let _ended = connection.await;
                    drop(place);
                });
            }
            Err(error) => {
                // Out of file descriptors, as a rule: wait for some to be given back.
                tracing::warn!(%error, "cannot accept");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    tracing::info!("stopping");
    if tokio::time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some clients did not finish in time");
    }
    // Whatever it is at, the next start goes on with.
    sweeping.abort();
    telling.abort();
    app.database.clone().close().await;
}

fn connection(
    stream: TcpStream,
    address: SocketAddr,
    routes: axum::Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    // Answers are small and complete: waiting to fill a packet only delays them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "no TCP_NODELAY");
    }
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(address));
        routes.clone().oneshot(request.map(Body::new))
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(stream), service)
}
