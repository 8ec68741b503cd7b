//! The listener: takes connections, not too many of one client, and gives up those that say nothing.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::accept::{Accept, NoDelayAcceptor};
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use futures::future::BoxFuture;
use hyper_util::rt::TokioTimer;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;
use tokio_rustls::server::TlsStream;

mod places;

pub use places::{Place, Places};

/// How often an HTTP/2 connection is asked whether it is still there.
const ALIVE_EVERY: Duration = Duration::from_secs(30);
/// Most bytes of the head of a request that are read at all; what is refused with a page of ours is smaller.
const HEAD_BYTES: u16 = 64 * 1_000;
/// So many bytes tell HTTP/2 from HTTP/1.1, and no request is shorter.
const FIRST_BYTES: usize = 24;

/// How long a client may take before there is a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadlines {
    /// For the handshake.
    pub handshake: Duration,
    /// For the first bytes of a connection, and for the headers of each request.
    pub headers: Duration,
}

impl Deadlines {
    /// Ten seconds each.
    pub const STANDARD: Self = Self { handshake: Duration::from_secs(10), headers: Duration::from_secs(10) };
}

/// Serves until the handle says to stop.
///
/// # Errors
/// The socket fails.
pub async fn serve(
    socket: std::net::TcpListener,
    certificate: RustlsConfig,
    router: Router,
    handle: Handle<SocketAddr>,
    deadlines: Deadlines,
    places: Arc<Places>,
) -> io::Result<()> {
    let prompt = |acceptor: RustlsAcceptor| Prompt {
        // What is written is whole: waiting for more of it would only wait for the other side's answer.
        acceptor: acceptor.handshake_timeout(deadlines.handshake).acceptor(NoDelayAcceptor::new()),
        within: deadlines.headers,
        places,
    };
    let mut server = axum_server::from_tcp_rustls(socket, certificate)?.map(prompt).handle(handle);
    // Whoever sends headers drop by drop does not keep a connection.
    let protocols = server.http_builder();
    protocols.http1().timer(TokioTimer::new()).header_read_timeout(deadlines.headers);
    protocols.http1().max_buf_size(HEAD_BYTES.into());
    protocols.http2().timer(TokioTimer::new()).keep_alive_interval(ALIVE_EVERY);
    protocols.http2().max_header_list_size(HEAD_BYTES.into());
    server.serve(router.into_make_service_with_connect_info::<SocketAddr>()).await
}

/// Accepts TLS connections for which there is a place and whose first bytes arrive in time.
#[derive(Clone)]
struct Prompt {
    acceptor: RustlsAcceptor<NoDelayAcceptor>,
    within: Duration,
    places: Arc<Places>,
}

impl<S: Send + 'static> Accept<TcpStream, S> for Prompt {
    type Stream = PromptStream<TlsStream<TcpStream>>;
    type Service = S;
    type Future = BoxFuture<'static, io::Result<(Self::Stream, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let place = stream.peer_addr().ok().and_then(|peer| self.places.take(peer.ip()));
        let Some(place) = place else {
            // Closed without a word: a handshake would cost more than a connection.
            return Box::pin(async { Err(io::ErrorKind::ConnectionRefused.into()) });
        };
        let (accepted, within) = (self.acceptor.accept(stream, service), self.within);
        Box::pin(async move {
            let (inner, service) = accepted.await?;
            let deadline = Some(Box::pin(tokio::time::sleep(within)));
            Ok((PromptStream { inner, received: 0, deadline, _place: place }, service))
        })
    }
}

/// A stream that fails unless its first bytes arrive in time. Which protocol a client speaks is found out by
/// reading them, and nothing else ends that wait.
struct PromptStream<T> {
    inner: T,
    received: usize,
    deadline: Option<Pin<Box<Sleep>>>,
    /// Given back when the connection ends.
    _place: Place,
}

impl<T: AsyncRead + Unpin> AsyncRead for PromptStream<T> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        let read = Pin::new(&mut this.inner).poll_read(context, buffer);
        let Some(deadline) = &mut this.deadline else { return read };
        if read.is_pending() {
            return deadline.as_mut().poll(context).map(|()| Err(io::ErrorKind::TimedOut.into()));
        }
        this.received += buffer.filled().len() - before;
        if this.received >= FIRST_BYTES {
            this.deadline = None;
        }
        read
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for PromptStream<T> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().inner).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_shutdown(context)
    }
}
