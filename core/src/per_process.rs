//! Values that a forked child must not share with its parent: locks that a thread of the parent may hold, runtimes whose
//! threads did not come along, connections that both would write to.

use std::sync::OnceLock;

/// One value in each process: a forked child makes its own, and leaves the parent's untouched, not even dropping it.
pub(crate) struct PerProcess<T> {
    first: OnceLock<Box<Own<T>>>,
}

/// The value of a process, and what its forked children made.
struct Own<T> {
    process: u32,
    /// Always there; taken out only to be forgotten.
    value: Option<T>,
    next: OnceLock<Box<Own<T>>>,
}

impl<T> PerProcess<T> {
    pub(crate) const fn new() -> Self {
        PerProcess { first: OnceLock::new() }
    }

    /// The value of this process, if it was made.
    pub(crate) fn get(&self) -> Option<&T> {
        let process = std::process::id();
        let mut place = &self.first;
        while let Some(own) = place.get() {
            if own.process == process {
                return own.value.as_ref();
            }
            place = &own.next;
        }
        None
    }

    /// The value of this process, made if it is not there. Of two threads that make it at once, one value stays.
    pub(crate) fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        match self.get_or_try_init(|| Ok::<T, std::convert::Infallible>(make())) {
            Ok(value) => value,
            Err(never) => match never {},
        }
    }

    /// The value of this process, made if it is not there.
    pub(crate) fn get_or_try_init<E>(&self, make: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
        if let Some(value) = self.get() {
            return Ok(value);
        }
        let process = std::process::id();
        // Made before its place is taken, so that no fork meets a place half taken for long.
        let mut made = Some(make()?);
        let mut place = &self.first;
        loop {
            let own =
                place.get_or_init(|| Box::new(Own { process, value: made.take(), next: OnceLock::new() }));
            match &own.value {
                Some(value) if own.process == process => return Ok(value),
                _ => place = &own.next,
            }
        }
    }
}

impl<T> Drop for Own<T> {
    fn drop(&mut self) {
        if self.process != std::process::id() {
            std::mem::forget(self.value.take());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_makes_its_value_once() {
        let value = PerProcess::new();
        assert_eq!(value.get(), None);
        assert_eq!(value.get_or_init(|| 1), &1);
        assert_eq!(value.get_or_init(|| 2), &1);
        assert_eq!(value.get(), Some(&1));
    }

    #[test]
    fn what_could_not_be_made_is_tried_again() {
        let value = PerProcess::new();
        assert_eq!(value.get_or_try_init(|| Err("no")), Err("no"));
        assert_eq!(value.get_or_try_init(|| Ok::<_, &str>(3)), Ok(&3));
    }

    #[test]
    fn another_process_makes_its_own_and_leaves_the_first_alone() {
        struct Kept;
        impl Drop for Kept {
            fn drop(&mut self) {
                panic!("the value of another process was dropped");
            }
        }
        let parent = Own { process: 0, value: Some(Some(Kept)), next: OnceLock::new() };
        let value = PerProcess { first: OnceLock::from(Box::new(parent)) };
        assert!(value.get().is_none());
        assert!(value.get_or_init(|| None).is_none());
        assert!(value.get().is_some());
    }
}
