package io.controlfeed.system.whole;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The way from one process to another: a port that leads to the other's. It can be cut, silenced and slowed down, and healed again. */
final class Wire implements AutoCloseable {
    private static final int CHUNK = 16 << 10;
    private static final int BACKLOG = 50;

    private enum State {
        WHOLE,
        /** Connections break, and new ones too. */
        CUT,
        /** Connections stay, and nothing comes through. */
        SILENT
    }

    private final ServerSocket ears;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile long delayNanos;
    private State state = State.WHOLE;

    Wire() throws IOException {
        ears = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        start("wire", this::listen);
    }

    /** Where its one end is. */
    int port() {
        return ears.getLocalPort();
    }

    /** Where its other end is, from now on. */
    void leadTo(int port) {
        target = port;
    }

    void cut() {
        become(State.CUT);
        breakAll();
    }

    void silence() {
        become(State.SILENT);
    }

    void delay(Duration each) {
        delayNanos = each.toNanos();
    }

    /** What was held back by silence comes through now, as TCP sends again what was not received. */
    void heal() {
        delayNanos = 0;
        become(State.WHOLE);
    }

    private synchronized void become(State next) {
        state = next;
        notifyAll();
    }

    private synchronized State state() {
        return state;
    }

    private void listen() {
        while (!ears.isClosed()) {
            try {
                connect(ears.accept());
            } catch (IOException closed) {
                // Then the loop ends.
            }
        }
    }

    private void connect(Socket from) throws IOException {
        ends.add(from);
        if (state() == State.CUT) {
            hangUp(from);
            return;
        }
        start("wire", () -> {
            try {
                Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
                ends.add(to);
                to.setTcpNoDelay(true);
                from.setTcpNoDelay(true);
                start("wire back", () -> carry(to, from));
                carry(from, to);
            } catch (IOException nobodyThere) {
                hangUp(from);
            }
        });
    }

    private void carry(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                LockSupport.parkNanos(delayNanos);
                awaitVoice();
                out.write(chunk, 0, read);
            }
        } catch (IOException | InterruptedException broken) {
            // So is the other direction, then.
        }
        hangUp(from);
        hangUp(to);
    }

    private synchronized void awaitVoice() throws InterruptedException {
        while (state == State.SILENT) {
            wait();
        }
    }

    private void breakAll() {
        ends.forEach(this::hangUp);
    }

    /** Without a farewell, as a network that is gone. */
    private void hangUp(Socket end) {
        ends.remove(end);
        try (end) {
            end.setSoLinger(true, 0);
        } catch (IOException gone) {
            // It is closed.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        ears.close();
        heal();
        breakAll();
    }
}
