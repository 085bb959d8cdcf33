package factory;

import java.io.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;

/** Starts workers, gives them work in order, and starts others where one hung, ended or grew too large. */
final class Parent {
    private final Order order;
    private final Records records;
    private final OutputStream out;
    private final String mark;
    private final List<String> command;
    private final Path orderFile = Path.of("/tmp/factory/order");
    private final long end;

    Parent(Order order, OutputStream out, String[] arguments) throws IOException {
        this.order = order;
        this.out = out;
        this.mark = "\u001e" + order.one("token");
        this.records = new Records(out, order.one("token"));
        this.end = System.nanoTime() + (long) (Double.parseDouble(order.one("seconds")) * 1e9);
        StringBuilder file = new StringBuilder();
        for (String line : order.written()) if (!line.startsWith("token\t")) file.append(line).append('\n');
        Files.createDirectories(orderFile.getParent());
        Files.writeString(orderFile, file.toString());
        command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "factory.Mechanic", "work", orderFile.toString()));
    }

    private double left() {
        return (end - System.nanoTime()) / 1e9;
    }

    /** A worker's process, spoken to by lines. */
    private final class Process implements AutoCloseable {
        private final java.lang.Process process;
        private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

        Process() throws IOException {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            Thread reader = new Thread(this::read);
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
                String line;
                while ((line = lines.readLine()) != null) {
                    if (line.startsWith("! ")) said.add(line.substring(2));
                    else if (line.startsWith("\u001e")) relay(line.substring(1));
                }
            } catch (IOException gone) {
                // It ended.
            }
            said.add("ended");
        }

        void say(String line) {
            try {
                process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
                process.getOutputStream().flush();
            } catch (IOException gone) {
                said.add("ended");
            }
        }

        /** The next thing it says; "late" where it says nothing for so long. */
        String next(double seconds) throws InterruptedException {
            String line = said.poll((long) (Math.max(0, seconds) * 1000), TimeUnit.MILLISECONDS);
            return line == null ? "late" : line;
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void relay(String line) {
        byte[] bytes = (mark + line + "\n").getBytes(StandardCharsets.ISO_8859_1);
        synchronized (records) {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException gone) {
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private void say(Object... pairs) {
        synchronized (records) {
            records.say(pairs);
        }
    }

    void observe() throws Exception {
        Set<String> done = new LinkedHashSet<>();
        boolean whole = false;
        boolean broken = false;
        for (int round = 0; round < 20 && !whole && left() > 0; round++) {
            try (Process worker = new Process()) {
                StringBuilder words = new StringBuilder("observe");
                for (String name : done) words.append(' ').append(Worker.packed(Names.base(name)));
                worker.say(words.toString());
                String running = null;
                while (true) {
                    String[] line = worker.next(left()).split(" ");
                    if (line[0].equals("start")) running = Worker.unpacked(line[1]);
                    else if (line[0].equals("done")) done.add(running = Worker.unpacked(line[1]));
                    if (line[0].equals("done")) running = null;
                    // What does not compile for us may compile for those who know how; edits are thought of all the same.
                    if (line[0].equals("broken") && !broken) worker.say("edits");
                    broken |= line[0].equals("broken");
                    if (line[0].equals("observed")) {
                        whole = true;
                        worker.say("edits");
                    }
                    if (line[0].equals("edited") && broken) return;
                    if (line[0].equals("edited")) break;
                    if (line[0].equals("stuck") || line[0].equals("ended") || line[0].equals("late")) {
                        if (whole) break;
                        if (running == null) {
                            if (line[0].equals("ended") && done.isEmpty() && round > 0) return;
                        } else {
                            String trace = line[0].equals("stuck") ? Worker.unpacked(line[1]) : line[0].equals("late") ? "" : "the process ended while this test ran";
                            String why = line[0].equals("ended") ? "the process ended while this test ran" : "did not end";
                            say("e", "result", "name", running, "outcome", "error", "seconds", 10, "message", why, "trace", trace);
                            done.add(running);
                        }
                        break;
                    }
                }
            }
        }
        if (whole) say("e", "end", "code", 0);
    }

    void tryAll() throws Exception {
        int count = order.each("edit").size();
        int after = Integer.parseInt(order.one("after"));
        double longest = 30 + 4 * (Double.parseDouble(order.one("failingSeconds")) + Double.parseDouble(order.one("otherSeconds")));
        AtomicInteger next = new AtomicInteger();
        AtomicInteger first = new AtomicInteger(Integer.MAX_VALUE);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(count, Integer.parseInt(order.one("parallel"))); i++) {
            Thread thread = new Thread(() -> {
                try {
                    work(next, first, count, after, longest);
                } catch (IOException | InterruptedException error) {
                    say("e", "trouble", "why", error.toString());
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) thread.join();
        say("e", "end", "code", 0);
    }

    void compare() throws Exception {
        try (Process worker = new Process()) {
            worker.say("compare");
            worker.next(left());
        }
        say("e", "end", "code", 0);
    }

    private void work(AtomicInteger next, AtomicInteger first, int count, int after, double longest) throws IOException, InterruptedException {
        Process worker = new Process();
        try {
            while (left() > 0) {
                int index = next.getAndIncrement();
                if (index >= count || index - (long) after > first.get()) return;
                worker.say("try " + index);
                String[] line = worker.next(Math.min(longest, left())).split(" ");
                // One that left by itself, tired of what others left behind, is no verdict.
                if (line[0].equals("ended")) {
                    worker.close();
                    worker = new Process();
                    worker.say("try " + index);
                    line = worker.next(Math.min(longest, left())).split(" ");
                }
                if (line[0].equals("broken")) return;
                if (line[0].equals("late") && left() <= 0) return;
                String verdict = line[0].equals("verdict") ? line[1] : line[0].equals("ended") ? "crash" : "timeout";
                List<String> fixed = new ArrayList<>();
                for (int i = 2; line[0].equals("verdict") && i < line.length; i++) fixed.add(Worker.unpacked(line[i]));
                if (verdict.equals("plausible")) first.accumulateAndGet(index, Math::min);
                say("e", "verdict", "id", index, "verdict", verdict, "fixed", fixed);
                if (!line[0].equals("verdict")) {
                    worker.close();
                    worker = new Process();
                }
            }
        } finally {
            worker.close();
        }
    }
}
