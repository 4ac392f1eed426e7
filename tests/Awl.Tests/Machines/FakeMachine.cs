using System.Text;
using Awl.Keyrings;

namespace Awl.Tests.Machines;

/// <summary>A world in memory: its variables, files and clock are what the test says, and nothing else exists.</summary>
sealed class FakeMachine : Machine
{
    readonly FakeClock _clock = new();
    byte _random;

    public Dictionary<string, string> Variables { get; } = [];
    public Dictionary<string, byte[]> Files { get; } = [];
    public Dictionary<string, UnixFileMode> Modes { get; } = [];
    public Func<IReadOnlyList<string>, ProcessOutput>? OnRun { get; set; }

    /// <summary>The clock's time; moving it fires no timer.</summary>
    public DateTimeOffset Now { get => _clock.Now; set => _clock.Now = value; }

    /// <summary>Each wait that was asked for. None takes time: the clock jumps instead.</summary>
    public IReadOnlyList<TimeSpan> Waits => _clock.Waits;

    /// <summary>Whether no wait ever ends: for what must happen before a time-out.</summary>
    public bool TimeStandsStill { get => _clock.StandsStill; init => _clock.StandsStill = value; }

    public override TimeProvider Clock => _clock;
    public override string? HomeFolder => Variables.GetValueOrDefault("HOME", "/home/user");

    /// <summary>The keyrings; null for none.</summary>
    public FakeKeyring? OwnKeyring { get; set; }
    public FakeKeyring? OwnSessionKeyring { get; set; }
    public override IKeyring? Keyring => OwnKeyring;
    public override IKeyring? SessionKeyring => OwnSessionKeyring;

    public FakeMachine With(string path, string text) { Files[path] = Encoding.UTF8.GetBytes(text); return this; }

    public override string? Variable(string name) => Variables.GetValueOrDefault(name);

    public override void SetVariable(string name, string value) => Variables[name] = value;

    public override UnixFileMode? FindMode(string path) => Modes.TryGetValue(path, out var mode) ? mode : null;

    /// <summary>Counts up: every run draws the same bytes.</summary>
    public override void FillRandom(Span<byte> bytes) { foreach (ref var b in bytes) b = _random++; }

    public override byte[]? ReadFile(string path) => Files.GetValueOrDefault(path);

    public override void WriteFile(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool keepMode = true)
    {
        if (!keepMode || !Files.ContainsKey(path)) Modes[path] = mode;
        Files[path] = content.ToArray();
    }

    public override void DeleteFile(string path) => Files.Remove(path);

    public override IReadOnlyList<string> ListFolder(string path)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Files.Keys)
        {
            if (file.StartsWith(path + "/", StringComparison.Ordinal)) names.Add(file[(path.Length + 1)..].Split('/')[0]);
        }
        return [.. names];
    }

    public override Task<IDisposable> LockAsync(string path, CancellationToken cancellationToken) => Task.FromResult<IDisposable>(new NoLock());

    public override Task<ProcessOutput> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
        => Task.FromResult(OnRun?.Invoke(command) ?? throw new LocalFileException($"No such program: {command[0]}"));

    sealed class NoLock : IDisposable { public void Dispose() { } }

    /// <summary>A clock that stands still and jumps forward by each delay asked of it.</summary>
    sealed class FakeClock : TimeProvider
    {
        readonly List<TimeSpan> _waits = [];

        public DateTimeOffset Now { get; set; } = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        public bool StandsStill { get; set; }
        public IReadOnlyList<TimeSpan> Waits => _waits;
        public override DateTimeOffset GetUtcNow() => Now;
        public override long GetTimestamp() => Now.Ticks;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan && !StandsStill)
            {
                _waits.Add(dueTime);
                Now += dueTime;
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            }
            return new NoTimer();
        }

        sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;
            public void Dispose() { }
            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
