//! The list of users, page by page: those of the Provisioning API, each with its other half, then those whom it does not list.
//!
//! The users of the Business API are read into a compact index while the first page of the others is on its way. With one credential
//! there is no index, and a page is what the API cut.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::{try_join, try_join3};
use jiff::tz::TimeZone;
use tokio::sync::{Mutex as AsyncMutex, OnceCell};

use super::call::{Call, Reach};
use super::directory::{Directory, Reading};
use super::members::{company_user, provisioning_user};
use super::roll::{Follower, Roll};
use super::user_records::{Half, Rules, UserRecords};
use super::users::{check_extended, holders};
use crate::address::is_same;
use crate::client::Client;
use crate::erased::Untyped;
use crate::error::{Error, Result};
use crate::generated::{ErrorKind, ListUsers, UnifiedListUsers, UserDataQuery, UserDataReply};
use crate::paging::{Cursor, Fetched, ListSummary, Pager, Pages, Place, SharedWalk, Source, foreign};
use crate::tape::{Item, NONE, Tape};
use crate::transport::ResponseInfo;

/// The largest pages of both APIs.
const PROVISIONING_PAGE: u32 = 2000;
const BUSINESS_PAGE: u32 = 500;

/// Where the addresses of invited people stand in an answer.
const INVITED: usize = UserDataReply::SCHEMA.0.at("invited");

/// A list of users.
pub(super) struct UserPages {
    client: Client,
    operation: &'static str,
    query: UnifiedListUsers,
    start: Cursor,
    plan: OnceCell<Plan>,
    reading: AsyncMutex<Option<Reading>>,
    directory: OnceCell<Directory>,
    rules: OnceCell<Rules>,
    progress: Mutex<Progress>,
}

/// Which lists are read, by the credentials that there are.
struct Plan {
    reach: Reach,
    /// The list whose pages these are, read ahead by itself: a page is unified while the next one is decoded.
    pages: AsyncMutex<Pager<Untyped>>,
    source: Arc<dyn Source>,
    /// Whether these are users of the Provisioning API.
    of_provisioning: bool,
    /// Whether others follow.
    has_rest: bool,
}

/// How far the list was read.
struct Progress {
    /// A page that has come and was not given yet.
    kept: Option<(Cursor, Fetched)>,
    /// What is known of the list whose pages are cut by the vendor.
    read: ListSummary,
    given: u64,
    /// How many of those given came behind the last page.
    given_rest: u64,
    roll: Roll,
    /// Whether the pages before the start of a resumed list were looked at.
    caught_up: bool,
    info: ResponseInfo,
}

impl UserPages {
    /// The list, and where it is to begin.
    pub(super) fn start(call: Call<'_>, query: &UnifiedListUsers) -> Result<(Arc<dyn Source>, Cursor)> {
        query.check()?;
        crate::check::page_size(query.page_size, PROVISIONING_PAGE)?;
        let start = Cursor::start(query.page_token.as_ref(), |cursor| !matches!(cursor, Cursor::Next(_)))?;
        let pages = UserPages {
            client: call.client.clone(),
            operation: call.operation,
            query: query.clone(),
            plan: OnceCell::new(),
            reading: AsyncMutex::default(),
            directory: OnceCell::new(),
            rules: OnceCell::new(),
            progress: Mutex::new(Progress::new(query)),
            start: start.clone(),
        };
        Ok((Arc::new(pages), start))
    }

    async fn page(&self, cursor: &Cursor, walk: &SharedWalk) -> Result<Fetched> {
        let plan = self.plan.get_or_try_init(|| self.make_plan()).await?;
        let directory = self.directory.get_or_try_init(|| self.read_directory(plan));
        let rules = self.rules.get_or_try_init(|| self.make_rules());
        let fetched = match cursor {
            Cursor::Rest(at) => {
                let (directory, rules) = try_join(directory, rules).await?;
                self.catch_up(plan, directory).await?;
                self.rest(*at, directory, rules)
            }
            _ => {
                let ((), directory, rules) = try_join3(self.read(plan, cursor), directory, rules).await?;
                let kept = self.progress().kept.take();
                let (_, fetched) = kept.ok_or_else(|| {
                    Error::new(ErrorKind::Internal, "the page that was read is not there; please report it")
                })?;
                self.unify(plan, directory, rules, fetched)
            }
        };
        walk.open().summary = self.summary(self.directory.get(), fetched.next.is_none());
        Ok(fetched)
    }

    /// Which lists are read.
    async fn make_plan(&self) -> Result<Plan> {
        let reach = Reach::of(&self.client).await?;
        let query = &self.query;
        check_extended(&reach, query.extended)?;
        let invited = query.include_invited == Some(true);
        if invited {
            reach.provisioning("who was invited")?;
        }
        let of_provisioning = reach.cid.is_some();
        let has_rest = of_provisioning && (reach.business || invited);
        let is_rest = matches!(self.start, Cursor::Rest(_));
        if is_rest && !has_rest {
            return Err(foreign("it belongs to a list over other credentials"));
        }
        let (email, page_token) = (query.email.clone(), query.page_token.clone().filter(|_| !is_rest));
        let pages: Pager<Untyped> = if of_provisioning {
            let page_size = query.page_size;
            let filter = UserDataQuery { username: email, page_size, page_token, ..UserDataQuery::default() };
            self.client.provisioning().users().list(&filter).retyped()
        } else {
            let page_size = query.page_size.map(|size| size.min(BUSINESS_PAGE));
            let filter = ListUsers { email, page_size, page_token, ..ListUsers::default() };
            self.client.users().list(&filter).retyped()
        };
        let source = pages.source()?;
        Ok(Plan { reach, pages: AsyncMutex::new(pages), source, of_provisioning, has_rest })
    }

    async fn read_directory(&self, plan: &Plan) -> Result<Directory> {
        if !(plan.of_provisioning && plan.reach.business) {
            return Ok(Directory::default());
        }
        let mut reading = self.reading.lock().await;
        let new = || Reading::new(&self.client, self.query.email.as_deref());
        let directory = reading.get_or_insert_with(new).finish().await?;
        *reading = None;
        Ok(directory)
    }

    async fn make_rules(&self) -> Result<Rules> {
        Ok(Rules {
            never_logged_in_is_pending: self.query.never_logged_in_is_pending == Some(true),
            split_names: self.query.split_names == Some(true),
            holders: holders(&self.client, self.query.extended).await?,
        })
    }

    /// Reads a page, and keeps it: what is read beside it may not have come yet when the caller gives up.
    async fn read(&self, plan: &Plan, cursor: &Cursor) -> Result<()> {
        if self.progress().kept.as_ref().is_some_and(|(kept, _)| kept == cursor) {
            return Ok(());
        }
        let mut pages = plan.pages.lock().await;
        let fetched = pages.next_raw().await?;
        let mut progress = self.progress();
        progress.read = pages.summary();
        progress.kept = fetched.map(|fetched| (cursor.clone(), fetched));
        Ok(())
    }

    /// The page in the unified form.
    fn unify(&self, plan: &Plan, directory: &Directory, rules: &Rules, fetched: Fetched) -> Fetched {
        let Fetched { mut tape, mut bases, mut next, .. } = fetched;
        let mut progress = self.progress();
        let address = if plan.of_provisioning { provisioning_user::USERNAME } else { company_user::EMAIL };
        if let Some(email) = &self.query.email {
            bases.retain(|&base| is_same(tape.member_text(base, address), email));
        }
        progress.roll.note_invited(invited(&tape, plan));
        let mut records = UserRecords::new(&mut tape, rules, bases.len());
        for base in &mut bases {
            *base = if plan.of_provisioning {
                let found = progress.roll.note(records.tape().member_text(*base, address), directory);
                let half = found.map(|person| records.half(person, Some(*base)));
                records.write(Some(*base), half)
            } else {
                let half = half_of(records.tape(), *base);
                records.write(None, Some(half))
            };
        }
        progress.given += bases.len() as u64;
        progress.info = tape.info().clone();
        if next.is_none() && plan.has_rest {
            // A resumed list does not know yet whom the pages before it had.
            next = if self.start != Cursor::Start && !progress.caught_up {
                Some(Cursor::Rest(Place::default()))
            } else {
                progress.roll.close(directory);
                progress.roll.cursor(0, directory)
            };
        }
        Fetched { tape, bases, next, made: None }
    }

    /// Looks at the pages before the start of a resumed list: whom they had does not follow behind the last one.
    async fn catch_up(&self, plan: &Plan, directory: &Directory) -> Result<()> {
        if self.start == Cursor::Start || self.progress().caught_up {
            return Ok(());
        }
        let offset = |cursor: &Cursor| match cursor {
            Cursor::Index { page, size } => u64::from(*page) * u64::from(*size),
            _ => 0,
        };
        let end = match &self.start {
            Cursor::Index { .. } => offset(&self.start),
            _ => u64::MAX,
        };
        let mut cursor = match self.start {
            Cursor::Index { size, .. } => Cursor::Index { page: 0, size },
            _ => Cursor::Start,
        };
        let walk = SharedWalk::default();
        while offset(&cursor) < end {
            let fetched = plan.source.fetch(&cursor, &walk).await?;
            let roll = &mut self.progress().roll;
            roll.note_invited(invited(&fetched.tape, plan));
            for &base in &fetched.bases {
                roll.note(fetched.tape.member_text(base, provisioning_user::USERNAME), directory);
            }
            match fetched.next {
                Some(next) => cursor = next,
                None => break,
            }
        }
        self.progress().caught_up = true;
        Ok(())
    }

    /// A page of those whom the pages did not have.
    fn rest(&self, at: Place, directory: &Directory, rules: &Rules) -> Fetched {
        let mut progress = self.progress();
        let Progress { roll, info, given, given_rest, .. } = &mut *progress;
        roll.close(directory);
        let start = roll.find(at, directory);
        let end = roll.len().min(start + self.query.page_size.unwrap_or(PROVISIONING_PAGE) as usize);
        let mut tape = Tape::blank(&self.client).with_info(info.clone());
        let mut records = UserRecords::new(&mut tape, rules, end - start);
        let followers = (start..end).filter_map(|place| roll.get(place, directory));
        let written = followers.map(|follower| match follower {
            Follower::User(person) => {
                let half = records.half(person, None);
                records.write(None, Some(half))
            }
            Follower::Invited(email) => records.write_invited(email),
        });
        let bases: Vec<u32> = written.collect();
        *given += bases.len() as u64;
        *given_rest += bases.len() as u64;
        Fetched { tape, bases, next: roll.cursor(end, directory), made: None }
    }

    fn summary(&self, directory: Option<&Directory>, complete: bool) -> ListSummary {
        let progress = self.progress();
        let read = progress.read;
        let others = directory.map_or(0, |directory| directory.summary.duplicates);
        ListSummary {
            items: progress.given,
            duplicates: read.duplicates + others,
            // The total of the vendor's counts the users of one API.
            total: read.total.map(|total| total + progress.given_rest),
            complete,
            resumed: self.start != Cursor::Start,
        }
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress {
    fn new(query: &UnifiedListUsers) -> Self {
        Progress {
            kept: None,
            read: ListSummary::default(),
            given: 0,
            given_rest: 0,
            roll: Roll::new(query),
            caught_up: false,
            info: ResponseInfo::default(),
        }
    }
}

/// The addresses of the people who were invited, as far as a page names them.
fn invited<'a>(tape: &'a Tape, plan: &Plan) -> impl Iterator<Item = &'a str> {
    let is_reply = plan.of_provisioning && tape.has_root();
    let list = if is_reply { tape.member(tape.root_slot() as u32, INVITED) } else { None };
    list.into_iter().flat_map(|list| tape.texts(list))
}

/// What a page of the Business API says of a user.
fn half_of(tape: &Tape, base: u32) -> Half {
    let slot = |index| tape.member(base, index).unwrap_or(NONE);
    let has_status = !tape.member_text(base, company_user::ACCOUNT_STATUS).is_empty();
    Half {
        id: slot(company_user::ID),
        email: slot(company_user::EMAIL),
        name: slot(company_user::NAME),
        status: if has_status { slot(company_user::ACCOUNT_STATUS) } else { NONE },
        extra: slot(company_user::SCHEMA.members.len()),
    }
}

impl Source for UserPages {
    fn fetch<'a>(&'a self, cursor: &'a Cursor, walk: &'a SharedWalk) -> Pages<'a> {
        Box::pin(async move { self.page(cursor, walk).await.map_err(|error| error.serving(self.operation)) })
    }

    fn reads_ahead(&self) -> bool {
        true
    }

    fn pause(&self) {
        // Where one is locked, someone waits, who ends it by giving up.
        if let Some(Ok(mut pages)) = self.plan.get().map(|plan| plan.pages.try_lock()) {
            pages.pause();
        }
        if let Ok(mut reading) = self.reading.try_lock()
            && let Some(reading) = &mut *reading
        {
            reading.pause();
        }
    }

    fn zone(&self) -> Option<&TimeZone> {
        self.client.options.zone.as_ref()
    }
}
