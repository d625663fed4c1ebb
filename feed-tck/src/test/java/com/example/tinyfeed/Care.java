package com.example.tinyfeed;

/** How careful a tiny feed is; all but the first break the contract where only other processes can see it. */
enum Care {
    FULL,
    /** Returns from an append before anything is written. */
    BUFFERS,
    /** Writes a line in two halves, and reads lines without an end. */
    TEARS,
    /** Appends without a lock. */
    UNLOCKED
}
