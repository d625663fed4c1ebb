package io.controlfeed.feed.kafka;

/** Reads the text of a setting. */
final class Texts {
    private Texts() {}

    static int number(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // Said below.
        }
        throw new IllegalArgumentException("it must be a whole number from " + least + " to " + most);
    }
}
