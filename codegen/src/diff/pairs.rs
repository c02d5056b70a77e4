//! Which thing of ours is which of theirs.

/// A thing of ours, the same thing of theirs, or both.
pub(super) enum Pair<T> {
    Ours(T),
    Theirs(T),
    Both(T, T),
}

/// Says that two things are the same one.
pub(super) type Rule<'r, T> = &'r dyn Fn(&T, &T) -> bool;

/// Pairs by the first rule whatever it can, the rest by the next one; in our order, then in theirs.
pub(super) fn pair<T>(ours: Vec<T>, theirs: Vec<T>, rules: &[Rule<'_, T>]) -> Vec<Pair<T>> {
    let mut ours: Vec<(T, Option<T>)> = ours.into_iter().map(|ours| (ours, None)).collect();
    let mut left = theirs;
    for rule in rules {
        for (ours, found) in ours.iter_mut().filter(|(_, found)| found.is_none()) {
            *found = left.iter().position(|theirs| rule(ours, theirs)).map(|index| left.remove(index));
        }
    }
    let both = ours.into_iter().map(|(ours, found)| match found {
        Some(theirs) => Pair::Both(ours, theirs),
        None => Pair::Ours(ours),
    });
    both.chain(left.into_iter().map(Pair::Theirs)).collect()
}

/// Pairs what has a name by it.
pub(super) fn by_name<'a, T>(ours: Vec<(&'a str, T)>, theirs: Vec<(&'a str, T)>) -> Vec<Pair<(&'a str, T)>> {
    pair(ours, theirs, &[&|(ours, _), (theirs, _)| ours == theirs])
}
