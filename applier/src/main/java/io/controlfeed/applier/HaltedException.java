package io.controlfeed.applier;

import io.controlfeed.applier.node.BatchResult;

/** An applier that was told to halt at an event which cannot be applied has done so: everything before it is applied, and nothing of it. */
public final class HaltedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient BatchResult.Halt halt;

    HaltedException(BatchResult.Halt halt) {
        super(operation(halt) + ": " + halt.why().reason() + ". " + halt.why().hint(), halt.why());
        this.halt = halt;
    }

    private static String operation(BatchResult.Halt halt) {
        return "applying of event '" + halt.event().eventId() + "' at "
                + halt.event().controlVersion();
    }

    public String operation() {
        return operation(halt);
    }

    public String reason() {
        return halt.why().reason();
    }

    public String hint() {
        return halt.why().hint() + " Or start the applier with --on-failure park.";
    }
}
