//! Calls that block their thread: who drives them, whose connections they use, and what ends them.
#![allow(clippy::unwrap_used, reason = "a test whose server does not start has failed")]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use lastpass_admin::blocking::{Caller, Cancel, Completions};
use lastpass_admin::{Client, ClientBuilder, Credentials, Delivery, Error, ErrorKind, ListUsers};
use lastpass_sandbox::{Fault, FaultKind, Sandbox, Target, Tenant, TenantOptions};

fn company() -> (Sandbox, Tenant, ClientBuilder) {
    let sandbox = Sandbox::builder().threads(1).start_blocking().unwrap();
    let tenant = sandbox.tenant(TenantOptions::default());
    let credentials = Credentials::new().api_key(tenant.api_key());
    let builder = Client::builder().credentials(credentials).business_url(sandbox.business_url()).no_proxy();
    (sandbox, tenant, builder)
}

fn count(caller: &Caller) -> lastpass_admin::Result<usize> {
    caller.run(
        |client| async move { Ok(client.users().list(&ListUsers::default()).collect().await?.len()) },
        || false,
    )
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(5), "{what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn calls_one_after_another_share_a_connection_whichever_thread_makes_them() {
    let (sandbox, tenant, builder) = company();
    let caller = Caller::new(builder.build().unwrap());
    for _ in 0..5 {
        std::thread::scope(|scope| {
            let counted = scope.spawn(|| count(&caller).unwrap());
            assert_eq!(counted.join().unwrap(), tenant.options().users);
        });
    }
    assert_eq!(sandbox.accepted_connections(), 1);
}

#[test]
fn calls_at_once_do_not_wait_for_each_other() {
    let (sandbox, tenant, builder) = company();
    tenant.inject(Fault::always(Target::Any, FaultKind::Delay { before_ms: 200, after_ms: 0 }));
    let caller = Caller::new(builder.build().unwrap());
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| count(&caller).unwrap());
        }
    });
    assert!(start.elapsed() < Duration::from_millis(1200), "{:?}", start.elapsed());
    assert_eq!(sandbox.accepted_connections(), 8);
}

#[test]
fn an_interrupted_call_ends_at_the_server_too() {
    let (sandbox, tenant, builder) = company();
    tenant.inject(Fault::always(Target::Any, FaultKind::Delay { before_ms: 20_000, after_ms: 0 }));
    let caller = Caller::new(builder.build().unwrap());
    let start = Instant::now();
    let error = caller
        .run(|client| async move { client.users().get(1).await }, || sandbox.requests_in_flight() > 0)
        .unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Cancelled, Delivery::Unknown));
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    wait_until("the server sees the request dropped", || sandbox.aborted_requests() == 1);
}

#[test]
fn a_cancelled_call_ends_at_once_and_at_the_server_too() {
    let (sandbox, tenant, builder) = company();
    tenant.inject(Fault::always(Target::Any, FaultKind::Delay { before_ms: 20_000, after_ms: 0 }));
    let caller = Caller::new(builder.build().unwrap());
    let (one, background) = (Cancel::new(), caller.client().unwrap());
    std::thread::scope(|scope| {
        let call =
            scope.spawn(|| caller.run_until(|client| async move { client.users().get(1).await }, &one));
        let page = scope.spawn(|| {
            Caller::wait_until(async { background.users().get(1).await }, &one).map(|user| user.id())
        });
        wait_until("both requests arrive", || sandbox.requests_in_flight() == 2);
        let fired = Instant::now();
        one.clone().fire();
        let errors = [call.join().unwrap().unwrap_err(), page.join().unwrap().unwrap_err()];
        assert!(fired.elapsed() < Duration::from_secs(1), "{:?}", fired.elapsed());
        for error in errors {
            assert_eq!((error.kind(), error.delivery()), (ErrorKind::Cancelled, Delivery::Unknown));
        }
    });
    wait_until("the server sees the requests dropped", || sandbox.aborted_requests() == 2);
}

#[test]
fn what_was_cancelled_before_it_began_is_not_sent() {
    let (sandbox, _tenant, builder) = company();
    let caller = Caller::new(builder.build().unwrap());
    let (fired, other) = (Cancel::new(), Cancel::new());
    fired.fire();
    let get = |client: Client| async move { client.users().get(80001).await };
    let error = caller.run_until(get, &fired).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Cancelled, Delivery::NotSent));
    assert_eq!(sandbox.accepted_connections(), 0);
    assert_eq!(caller.run_until(get, &other).unwrap().id(), Some(80001));
}

#[test]
fn a_closed_caller_keeps_no_connection_and_refuses_calls() {
    let (sandbox, _tenant, builder) = company();
    let caller = Caller::new(builder.build().unwrap());
    count(&caller).unwrap();
    assert_eq!(sandbox.open_connections(), 1);
    caller.close();
    wait_until("the connection is closed", || sandbox.open_connections() == 0);
    assert_eq!(count(&caller).unwrap_err().kind(), ErrorKind::Configuration);
    assert_eq!(caller.client().unwrap_err().kind(), ErrorKind::Configuration);
}

/// A write that is never repeated must not meet a connection which the server closed while nobody was looking.
#[test]
fn a_connection_that_was_closed_meanwhile_is_not_used() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/business", listener.local_addr().unwrap());
    let accepted = Arc::new(AtomicUsize::new(0));
    let counted = accepted.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            counted.fetch_add(1, Ordering::Relaxed);
            std::thread::spawn(|| answer_once(stream.unwrap()));
        }
    });
    let credentials = Credentials::new().api_key("lpkey_closed-meanwhile");
    let client = Client::builder().credentials(credentials).business_url(url).no_proxy().build().unwrap();
    let caller = Caller::new(client);
    for call in 1..=3 {
        let invited = caller.run(|client| async move { client.users().invite(7).await }, || false);
        assert!(invited.is_ok(), "call {call}: {invited:?}");
        assert_eq!(accepted.load(Ordering::Relaxed), call);
        std::thread::sleep(Duration::from_millis(300));
    }
}

/// Answers one request as if the connection were kept, and closes it a little later.
fn answer_once(mut stream: TcpStream) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    stream.write_all(answer.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(100));
}

/// Calls in the background, and how often someone was rung for.
fn completions() -> (Arc<Completions<u64>>, Arc<AtomicUsize>) {
    let rung = Arc::new(AtomicUsize::new(0));
    let heard = rung.clone();
    let ring = move || {
        heard.fetch_add(1, Ordering::SeqCst);
    };
    (Arc::new(Completions::new(ring)), rung)
}

#[test]
fn the_ends_of_calls_are_told_under_their_numbers_each_once() {
    let (calls, _) = completions();
    for number in 0..100 {
        calls.begin(number, async move { Ok(2 * number) }).unwrap();
    }
    let mut told = Vec::new();
    while told.len() < 100 {
        told.extend(calls.wait().into_iter().map(|(number, outcome)| (number, outcome.unwrap())));
    }
    told.sort_unstable();
    assert_eq!(told, (0..100).map(|number| (number, 2 * number)).collect::<Vec<_>>());
    assert!(calls.take().is_empty());
}

#[test]
fn one_ring_tells_of_all_that_has_ended_since_the_last_taking() {
    let (calls, rung) = completions();
    for round in 1..=3 {
        for number in 0..10 {
            calls.begin(number, async { Err(Error::internal("out of order")) }).unwrap();
        }
        wait_until("every call has ended", || format!("{calls:?}").contains("ended: 10"));
        wait_until("someone is rung for", || rung.load(Ordering::SeqCst) == round);
        assert!(calls.take().iter().all(|(_, outcome)| outcome.is_err()));
    }
}

#[test]
fn a_number_is_that_of_one_call_at_a_time() {
    let (calls, _) = completions();
    calls.begin(1, std::future::pending()).unwrap();
    let refused = calls.begin(1, async { Ok(2) }).unwrap_err();
    assert_eq!((refused.kind(), refused.parameter()), (ErrorKind::InvalidArgument, Some("number")));
    assert!(calls.wait_for(9, Some(Duration::from_millis(20))).is_empty(), "the first one goes on");
    calls.cancel(1);
    calls.begin(1, async { Ok(3) }).unwrap();
    assert_eq!(calls.wait().into_iter().map(|(_, outcome)| outcome.unwrap()).collect::<Vec<_>>(), [3]);
}

#[test]
fn waiting_ends_with_the_time_and_with_the_last_call() {
    let (calls, _) = completions();
    assert!(calls.wait_for(9, None).is_empty(), "none is under way");
    calls.begin(0, std::future::pending()).unwrap();
    assert!(calls.wait_for(9, Some(Duration::from_millis(20))).is_empty(), "none has ended");
    for number in 1..=3 {
        calls.begin(number, async { Ok(0) }).unwrap();
    }
    wait_until("three have ended", || format!("{calls:?}").contains("ended: 3"));
    assert_eq!(calls.wait_for(2, None).len(), 2);
    assert_eq!(calls.wait_for(2, None).len(), 1);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| calls.wait_for(9, None));
        std::thread::sleep(Duration::from_millis(20));
        calls.cancel(0);
        assert!(waiting.join().unwrap().is_empty(), "none is under way any more");
    });
}

#[test]
fn ends_are_told_while_another_call_goes_on() {
    let (calls, rung) = completions();
    calls.begin(0, std::future::pending()).unwrap();
    for number in 1..=50 {
        calls.begin(number, async { Ok(0) }).unwrap();
        assert_eq!(calls.wait().len(), 1);
    }
    wait_until("someone is rung for", || rung.load(Ordering::SeqCst) > 0);
}

#[test]
fn nothing_more_is_heard_of_a_call_that_was_cancelled_and_its_request_ends() {
    let (sandbox, tenant, builder) = company();
    tenant.inject(Fault::always(Target::Any, FaultKind::Delay { before_ms: 60_000, after_ms: 0 }));
    let client = builder.build().unwrap();
    let (calls, rung) = completions();
    calls.begin(1, async move { client.users().get(1).await.map(|_| 0) }).unwrap();
    wait_until("the request arrives", || sandbox.requests_in_flight() == 1);
    calls.cancel(1);
    wait_until("the request ends", || sandbox.requests_in_flight() == 0);
    calls.begin(2, async { Ok(2) }).unwrap();
    assert_eq!(calls.wait().into_iter().map(|(number, _)| number).collect::<Vec<_>>(), [2]);
    calls.begin(3, async { Ok(3) }).unwrap();
    wait_until("it ends", || rung.load(Ordering::SeqCst) == 2);
    calls.cancel(3);
    assert!(calls.take().is_empty(), "an end that nobody took is forgotten");
}

#[test]
fn whoever_waits_for_a_call_that_panics_is_told() {
    let (calls, _) = completions();
    calls.begin(7, async { panic!("as a test") }).unwrap();
    let told = calls.wait();
    let [(7, Err(error))] = &told[..] else { panic!("{told:?}") };
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Internal, Delivery::Unknown));
}

#[test]
fn calls_end_with_whoever_takes_their_ends() {
    let (calls, rung) = completions();
    let held = Arc::new(());
    let holding = held.clone();
    let call = async move {
        let _held = holding;
        std::future::pending().await
    };
    calls.begin(1, call).unwrap();
    drop(calls);
    wait_until("the call ends", || Arc::strong_count(&held) == 1);
    assert_eq!(rung.load(Ordering::SeqCst), 0);
}
