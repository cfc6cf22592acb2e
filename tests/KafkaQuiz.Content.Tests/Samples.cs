namespace KafkaQuiz.Content.Tests;

/// <summary>One question of each kind, as an author writes it.</summary>
internal static class Samples
{
    private const string End = "\n    ask: { ko: 묻습니다., en: Asked. }\n    source: https://kafka.apache.org/documentation/\n";
    private const string Why = "{ ko: 이유입니다., en: Because. }";

    public const string SingleChoice = "  - id: single\n    kind: single-choice\n    level: understand" + End + $"""
            choices:
              - text: one
                correct: true
                why: {Why}
              - text: two
                why: {Why}
              - text: three
                why: {Why}
        """;

    public const string MultipleChoice = "  - id: multiple\n    kind: multiple-choice\n    level: analyse" + End + $"""
            scoring: right-minus-wrong
            choices:
              - text: one
                correct: true
                why: {Why}
              - text: two
                correct: true
                why: {Why}
              - text: three
                why: {Why}
              - text: four
                why: {Why}
        """;

    public const string TrueFalse = "  - id: statement\n    kind: true-false\n    level: recall" + End + $$"""
            answer: false
            why: { "true": {{Why}}, "false": {{Why}} }
        """;

    public const string Numeric = "  - id: capacity\n    kind: numeric\n    level: apply" + End + $$"""
            given:
              rate: { from: 5, to: 50, step: 5 }
              days: { pick: [1, 3, 7] }
              load: { compute: rate * days }
            require: [ load > 10, load != 15 ]
            explain: { ko: "{rate} MB를 {days}일, {=load * 86400} MB", en: "{rate} MB for {days} days, {=load * 86400} MB" }
            answer: load * 86400 / 1000
            unit: GB
            units: { MB: 0.001 }
            tolerance: 1%
            mistakes:
              - when: rate * 86400 / 1000
                credit: 0.3
                why: {{Why}}
            accept: [ { given: { rate: 5, days: 3 }, text: 1296 GB } ]
            reject: [ { given: { rate: 5, days: 3 }, text: 1296000 GB } ]
        """;

    public const string ShortText = "  - id: topic-name\n    kind: short-text\n    level: recall" + End + $"""
            answers: [ __consumer_offsets ]
            pattern: __consumer_offsets(-[0-9]+)?
            mistakes:
              - when: [ consumer_offsets ]
                why: {Why}
              - pattern: offsets.*
                credit: 0.5
                why: {Why}
            accept: [ __consumer_offsets ]
            reject: [ offsets ]
        """;

    public const string Cloze = "  - id: blanks\n    kind: cloze\n    level: apply" + End + $$"""
            given: { end: { from: 100, to: 200 }, committed: { from: 10, to: 90 } }
            text: { ko: "그룹은 [[group]], 랙은 [[lag]]입니다.", en: "The group is [[group]], the lag [[lag]]." }
            blanks:
              group: { choices: [ group.id, client.id, topic ], answer: group.id, why: {{Why}} }
              lag: { answer: end - committed, why: {{Why}} }
            accept: [ { given: { end: 100, committed: 40 }, group: group.id, lag: 60 } ]
            reject: [ { given: { end: 100, committed: 40 }, group: topic, lag: 60 } ]
        """;

    public const string Ordering = "  - id: steps\n    kind: ordering\n    level: understand" + End + $$"""
            scoring: longest-run
            items:
              - { text: first, why: {{Why}} }
              - { text: second, why: {{Why}} }
              - { text: third, why: {{Why}} }
        """;

    public const string Matching = "  - id: pairs\n    kind: matching\n    level: understand" + End + $$"""
            pairs:
              - { left: a, right: "1", why: {{Why}} }
              - { left: b, right: "2", why: {{Why}} }
              - { left: c, right: "3", why: {{Why}} }
            extra: [ "4" ]
        """;

    public const string Command = "  - id: describe\n    kind: command\n    level: apply" + End + $$"""
            answers: [ kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group billing ]
            optional: [ --command-config ]
            mistakes:
              - when: { has: --list, lacks: [ --group ], value: { --state: Stable } }
                why: {{Why}}
            accept: [ kafka-consumer-groups --group billing --describe --bootstrap-server b:9092 ]
            reject: [ kafka-consumer-groups.sh --list ]
        """;

    public const string Config = "  - id: lines\n    kind: config\n    level: apply" + End + $$"""
            answers:
              - |
                enable.auto.commit=false
                group.id=billing
            extra: refuse
            any-value: [ bootstrap.servers ]
            scoring: per-line
            mistakes:
              - when: { key: enable.auto.commit, value: "true" }
                why: {{Why}}
              - when: { lacks: group.id }
                why: {{Why}}
            accept: [ "group.id = billing\nenable.auto.commit=false" ]
            reject: [ "enable.auto.commit=true" ]
        """;

    public const string Assignment = "  - id: owners\n    kind: assignment\n    level: apply" + End + $$"""
            of: partitions
            items: [ orders-0, orders-1, orders-2 ]
            owners: [ C1, C2 ]
            rule: range
            why: {{Why}}
            mistakes:
              - when: { orders-0: [ C1 ], orders-1: [ C2 ], orders-2: [ C1 ] }
                why: {{Why}}
        """;

    /// <summary>Every sample by its kind.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["single-choice"] = SingleChoice,
        ["multiple-choice"] = MultipleChoice,
        ["true-false"] = TrueFalse,
        ["numeric"] = Numeric,
        ["short-text"] = ShortText,
        ["cloze"] = Cloze,
        ["ordering"] = Ordering,
        ["matching"] = Matching,
        ["command"] = Command,
        ["config"] = Config,
        ["assignment"] = Assignment,
    };

    /// <summary>The names, for theories.</summary>
    public static TheoryData<string> Kinds { get; } = new(All.Keys);

    /// <summary>A lab with everything that a lab can have.</summary>
    public const string Lab = """
        id: stop-at-poison
        section: "4.3"
        title: { ko: 수동 커밋, en: Commit by hand }
        minutes: 15
        cluster: { brokers: 3 }
        proves: [ { ko: 커밋할 수 있다., en: Can commit. } ]
        vars:
          topic: { name: payments }
          group: { name: settlement }
          poison: { from: 40, to: 60 }
          next: { compute: poison + 1 }
          moment: { between: [ 2026-01-05T09:00:00Z, 2026-01-05T17:00:00Z ], step: 1m }
        answers:
          - { id: controller, kind: number, ask: { ko: 활성 컨트롤러는 몇 번인가요?, en: Which is the active controller? }, unit: 번 }
          - { id: error, kind: text, ask: { ko: 오류의 이름은 무엇인가요?, en: What is the error called? } }
          - id: proof
            kind: choice
            ask: { ko: 무엇이 KRaft임을 증명하나요?, en: What proves KRaft? }
            choices: [ ZooKeeper, { value: quorum, text: { ko: 쿼럼의 voter, en: The voters of the quorum } } ]
        setup:
          - create-topic: { topic: "{topic}", partitions: 1, config: { retention.ms: 86400000 } }
          - produce: { topic: "{topic}", records: 100, value: "payment-{i}", mark: "{poison}", time: "{moment}", every: 1000 }
        tasks:
          - id: topic
            points: 1
            ask: { ko: "`{topic}`을 확인하세요.", en: "Look at `{topic}`." }
            mode: edge
            check: { topic-exists: { topic: "{topic}" } }
          - id: stop
            points: 2
            ask: { ko: "`{poison}`에서 멈추세요.", en: "Stop at `{poison}`." }
            check:
              all:
                - committed-offset: { group: "{group}", topic: "{topic}", partition: 0, equals: "{poison}" }
                - not: { group-state: { group: "{group}", is: [ stable, preparing-rebalance ] } }
                - any:
                    - topic-config: { topic: "{topic}", key: cleanup.policy, equals: delete, source: default }
                    - record-count: { topic: "{topic}", value: { contains: poison }, equals: 1 }
            hold: 3s
            after: [ topic ]
            hints:
              - when: { committed-offset: { group: "{group}", topic: "{topic}", at-least: "{next}" } }
                say: { ko: 끝까지 커밋되었습니다., en: It went to the end. }
              - say: { ko: 아직입니다., en: Not yet. }
          - id: keep
            points: 1
            ask: { ko: 그동안 ISR이 2 아래로 내려가지 않게 하세요., en: Keep the ISR at 2 or more. }
            mode: always
            since: topic
            until: stop
            check: { in-sync-replicas: { topic: "{topic}", at-least: 2 } }
          - id: grow
            points: 1
            ask: { ko: 그 뒤로 레코드를 추가하고 답하세요., en: Append records after that and answer. }
            after: stop
            check:
              all:
                - end-offset: { topic: "{topic}", since: stop, at-least: 1 }
                - committed-position: { group: "{group}", topic: "{topic}", at: "{moment}" }
                - broker-config: { broker: all, key: log.retention.ms, source: dynamic-default, not-set-at: [ dynamic-broker ] }
                - record-batches: { topic: "{topic}", codec: zstd, records-per-batch: { at-least: 10 } }
                - live-brokers: { include: [ 1, 2 ], exclude: 3 }
                - answer-fact: { answer: controller, fact: active-controller }
                - answer-fact: { answer: error, fact: { log-size: { topic: "{topic}", partition: 0 } }, tolerance: 5% }
                - answer-text: { answer: proof, equals: quorum }
        solution:
          - answer: { answer: controller, fact: active-controller, plus: 0 }
          - answer: { answer: proof, value: quorum }
          - console: kafka-consumer-groups.sh --reset-offsets --to-offset {poison} --group {group} --topic {topic} --execute
        wrong:
          - name: one-too-far
            does:
              - console: { run: "kafka-console-consumer.sh --group {group} --topic {topic}", seconds: 5, background: true }
            fails: stop
          - { name: again, does: [ { console: a } ], fails: [ stop ] }
          - { name: third, does: [ { console: a } ], fails: [ topic, stop ] }
        """;
}
