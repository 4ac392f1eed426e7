using Awl.Config;

namespace Awl.Credentials;

/// <summary>A machine that can be read and not changed, on which no program runs.</summary>
sealed class RehearsalMachine(Machine machine, CredentialsTrail trail) : Machine
{
    public override TimeProvider Clock => machine.Clock;
    public override string? HomeFolder => machine.HomeFolder;

    public override string? Variable(string name) => machine.Variable(name);

    public override void SetVariable(string name, string value) { }

    public override UnixFileMode? FindMode(string path) => machine.FindMode(path);

    public override void FillRandom(Span<byte> bytes) => machine.FillRandom(bytes);

    public override byte[]? ReadFile(string path) => machine.ReadFile(path);

    public override void WriteFile(string path, ReadOnlySpan<byte> content, UnixFileMode mode, bool keepMode = true) { }

    public override void DeleteFile(string path) { }

    public override IReadOnlyList<string> ListFolder(string path) => machine.ListFolder(path);

    public override Task<IDisposable> LockAsync(string path, CancellationToken cancellationToken) => Task.FromResult<IDisposable>(new Held());

    /// <summary>Only the program's name is told: its arguments may hold a secret.</summary>
    public override Task<ProcessOutput> RunAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        trail.Plan($"run {command[0]}");
        return Task.FromResult(new ProcessOutput(0, """{"Version":1,"AccessKeyId":"","SecretAccessKey":""}""", ""));
    }

    sealed class Held : IDisposable { public void Dispose() { } }
}
