#!/usr/bin/env python3
"""Records what kafka-storage.sh and kafka-server-start.sh print: runs every scenario of
tests/KafkaQuiz.PracticeCluster.Tests/Machines/server-scripts.txt with the scripts of KAFKA_HOME (4.3.1) and writes the file anew; then
ServerScriptTests compare the practice machine with it. Ports 27292-27294 of loopback must be free.
usage: KAFKA_HOME=/path/to/kafka eng/practice-cluster/record-server-scripts.py [WORDS OF A SCENARIO'S NAME]     (about 2 s a command)"""
import os, re, shlex, shutil, socket, subprocess, sys, tempfile, time

HOME = os.environ.get("KAFKA_HOME") or sys.exit(__doc__)
ROOT = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..")
FILE = os.path.join(ROOT, "tests/KafkaQuiz.PracticeCluster.Tests/Machines/server-scripts.txt")
os.environ.setdefault("KAFKA_HEAP_OPTS", "-Xmx256m")


def clean(text, folder):
    lines = []
    for line in text.replace(folder, "{dir}").splitlines():
        if line.startswith("\t") or re.search(r"\] INFO |WARN Unable to register Log4j|^ \(org\.apache", line) or not line.strip() and lines[-1:] == [""]:
            continue
        line = re.sub(r"^\[\d{4}-[^\]]*\]", "[time]", line)
        lines.append(re.sub(r"directory\.id=[\w-]{22}", "directory.id={id}", line))
    return lines


def start(folder):
    log = tempfile.NamedTemporaryFile("w+", dir=folder, suffix=".out", delete=False)
    process = subprocess.Popen([HOME + "/bin/kafka-server-start.sh", "server.properties"], cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    up = False
    for _ in range(600):
        if "Kafka Server started" in open(log.name).read():
            up = True
        if up or process.poll() is not None:
            break
        time.sleep(0.2)
    if process.poll() is None:
        process.terminate()
    process.wait(60)
    return [] if up else clean(open(log.name).read(), folder), "up" if up else process.returncode


def run(base, lines):
    folder = tempfile.mkdtemp(prefix="kafkaquiz-record-")
    held, out, config = [], [], dict(base)

    def write():
        with open(os.path.join(folder, "server.properties"), "w") as f:
            f.writelines(f"{k}={v}\n" for k, v in config.items())

    try:
        for line in lines:
            kind, rest = line[0], line[2:]
            if kind not in "=-$":
                continue
            out.append(line)
            if kind == "=":
                key, value = rest.split("=", 1)
                config[key] = value
            elif kind == "-":
                config.pop(rest, None)
            else:
                write()
                command, *words = shlex.split(rest)
                printed, code = [], None
                if command == "edit":
                    key, value = words[0].split("=", 1)
                    config[key] = value
                elif command == "rm":
                    shutil.rmtree(os.path.join(folder, words[0]))
                elif command == "occupy":
                    taken = socket.socket()
                    taken.bind(("127.0.0.1", int(words[0])))
                    taken.listen()
                    held.append(taken.close)
                elif command == "start":
                    printed, code = start(folder)
                else:
                    done = subprocess.run([HOME + "/bin/kafka-storage.sh", command, *words, "-c", "server.properties"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                    printed, code = clean(done.stdout, folder), done.returncode
                while printed[-1:] == [""]:
                    printed.pop()
                out += [f"| {p}".rstrip() for p in printed] + ([f"? {code}"] if code is not None else [])
    finally:
        for release in held:
            release()
        shutil.rmtree(folder, ignore_errors=True)
    return out


def main():
    head, *scenarios = open(FILE).read().split("\n== ")
    base = [line[5:].split("=", 1) for line in head.splitlines() if line.startswith("base ")]
    wanted = " ".join(sys.argv[1:])
    for i, text in enumerate(scenarios):
        name, *lines = [line for line in text.splitlines() if line]
        if wanted in name:
            print(name, flush=True)
            scenarios[i] = name + "\n" + "".join(line + "\n" for line in run(base, lines))
            with open(FILE, "w") as f:
                f.write(head.rstrip("\n") + "\n" + "".join("\n== " + s.rstrip("\n") + "\n" for s in scenarios))


main()
