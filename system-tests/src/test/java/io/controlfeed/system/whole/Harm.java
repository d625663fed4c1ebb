package io.controlfeed.system.whole;

/** One thing that can go wrong: what it befalls, how it begins and how it ends. */
record Harm(String fault, String victim, Action strike, Action heal) {
    interface Action {
        void run() throws Exception;
    }

    @Override
    public String toString() {
        return fault + " " + victim;
    }
}
