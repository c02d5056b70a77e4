/* Gives Swift a heap of its own; see README.md. Swift asks C for its memory, as the library does: without this, what Swift leaves behind
 * of its own texts could not be told from what the library leaves.
 *
 * The dynamic linker loads it before the program. Who calls decides: what Swift's libraries ask for comes from a region without a name and
 * is never used again, all else from the heap of C. */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

enum { LIBRARIES = 64, ALIGNMENT = 16 };

/* More than the program asks for until it ends. */
static const size_t ROOM = (size_t)64 << 20;

/* Where the code of Swift's libraries stands. */
static struct {
    uintptr_t start, end;
} libraries[LIBRARIES];
static size_t known;

static char *region;
static atomic_size_t used;
static size_t (*size_in_c)(void *);

static int know(struct dl_phdr_info *library, size_t size, void *data)
{
    (void)size, (void)data;
    const char *name = strrchr(library->dlpi_name, '/');
    if (name == NULL
        || (strstr(name, "/libswift") == NULL && strstr(name, "Foundation") == NULL && strstr(name, "/libdispatch") == NULL)) {
        return 0;
    }
    for (size_t at = 0; at < library->dlpi_phnum && known < LIBRARIES; at++) {
        const ElfW(Phdr) *part = &library->dlpi_phdr[at];
        if (part->p_type == PT_LOAD && (part->p_flags & PF_X) != 0) {
            libraries[known].start = library->dlpi_addr + part->p_vaddr;
            libraries[known].end = libraries[known].start + part->p_memsz;
            known++;
        }
    }
    return 0;
}

__attribute__((constructor)) static void begin(void)
{
    *(void **)&size_in_c = dlsym(RTLD_NEXT, "malloc_usable_size");
    region = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED || size_in_c == NULL) {
        abort();
    }
    dl_iterate_phdr(know, NULL);
    if (known == 0) {
        abort();
    }
}

static bool is_swift(const void *caller)
{
    for (size_t at = 0; at < known; at++) {
        if ((uintptr_t)caller >= libraries[at].start && (uintptr_t)caller < libraries[at].end) {
            return true;
        }
    }
    return false;
}

static bool is_own(const void *block)
{
    return (const char *)block >= region && (const char *)block < region + ROOM && region != NULL;
}

/* A block of zeros, with its size before it. */
static void *own(size_t alignment, size_t size)
{
    alignment = alignment < ALIGNMENT ? ALIGNMENT : alignment;
    size_t at = atomic_fetch_add(&used, size + 2 * alignment);
    if (at + size + 2 * alignment > ROOM) {
        abort();
    }
    char *block = region + (at + 2 * alignment - 1) / alignment * alignment;
    memcpy(block - sizeof size, &size, sizeof size);
    return block;
}

static size_t size_of(const void *block)
{
    size_t size;
    memcpy(&size, (const char *)block - sizeof size, sizeof size);
    return size;
}

void *malloc(size_t size)
{
    return is_swift(__builtin_return_address(0)) ? own(ALIGNMENT, size) : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return is_swift(__builtin_return_address(0)) ? own(ALIGNMENT, count * size) : __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    if (!is_own(block)) {
        return block == NULL && is_swift(__builtin_return_address(0)) ? own(ALIGNMENT, size) : __libc_realloc(block, size);
    }
    void *larger = own(ALIGNMENT, size);
    return memcpy(larger, block, size < size_of(block) ? size : size_of(block));
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    *block = is_swift(__builtin_return_address(0)) ? own(alignment, size) : __libc_memalign(alignment, size);
    return *block == NULL ? ENOMEM : 0;
}

size_t malloc_usable_size(void *block)
{
    return is_own(block) ? size_of(block) : size_in_c(block);
}

void free(void *block)
{
    if (!is_own(block)) {
        __libc_free(block);
    }
}
