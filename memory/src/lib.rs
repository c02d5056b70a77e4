//! The allocator of the libraries for other languages: memory is overwritten when it is freed.
//!
//! A secret that is handed in passes through texts, JSON, and the buffers of the HTTP library before it is sent, and each leaves a copy
//! in memory that was freed. Overwriting them one by one would miss those of others; overwriting what is freed misses none.

use std::alloc::{GlobalAlloc, Layout, System};
use std::hint::black_box;

/// Larger blocks hold answers, in which there are no secrets of the caller's; overwriting them would cost more than reading them.
const LARGEST: usize = 64 << 10;

/// Whatever this crate is linked into has it.
#[global_allocator]
static MEMORY: Wiping = Wiping;

/// The allocator of the system, but what is freed is overwritten: blocks of up to 64 KiB, which is all that holds secrets.
struct Wiping;

// SAFETY: blocks come from the system's allocator and go back to it, with the layout that they came with.
unsafe impl GlobalAlloc for Wiping {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps what the trait says.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller keeps what the trait says.
        unsafe { System.alloc_zeroed(layout) }
    }

    // One of it, and not one at each place that frees something: those are thousands.
    #[inline(never)]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if layout.size() <= LARGEST {
            // SAFETY: the block is the caller's, of this size, until it is freed here.
            unsafe { block.write_bytes(0, layout.size()) };
            // Otherwise the compiler leaves out what nobody reads.
            black_box(block);
        }
        // SAFETY: the caller keeps what the trait says.
        unsafe { System.dealloc(block, layout) }
    }

    #[inline(never)]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if layout.size() > LARGEST {
            // SAFETY: the caller keeps what the trait says.
            return unsafe { System.realloc(block, layout, size) };
        }
        // The system would leave a copy behind where the block moves.
        // SAFETY: the caller has seen to it that the new size is one that a layout may have.
        let new = unsafe { self.alloc(Layout::from_size_align_unchecked(size, layout.align())) };
        if !new.is_null() {
            // SAFETY: both blocks are at least as long, and they are two.
            unsafe { block.copy_to_nonoverlapping(new, layout.size().min(size)) };
            // SAFETY: the caller keeps what the trait says, and gives the block up since there is another.
            unsafe { self.dealloc(block, layout) };
        }
        new
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    #[test]
    fn a_block_keeps_what_it_holds_while_it_grows_and_shrinks() {
        let sizes = [1, 7, 64, LARGEST, LARGEST + 1, 4 * LARGEST, LARGEST, 100, 3];
        let layout = |size| Layout::from_size_align(size, 8).unwrap();
        let byte = |at: usize| (at % 251) as u8;
        // SAFETY: the layouts are those that the block has, and what is read was written.
        unsafe {
            let mut block = Wiping.alloc(layout(sizes[0]));
            let mut held = 0;
            for (place, &size) in sizes.iter().enumerate() {
                if place > 0 {
                    block = Wiping.realloc(block, layout(sizes[place - 1]), size);
                }
                held = held.min(size);
                assert!((0..held).all(|at| block.add(at).read() == byte(at)), "{size}");
                (held..size).for_each(|at| block.add(at).write(byte(at)));
                held = size;
            }
            Wiping.dealloc(block, layout(held));
        }
    }
}
