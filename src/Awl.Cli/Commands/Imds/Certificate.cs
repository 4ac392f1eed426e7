using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Imds;

/// <summary><c>imds certificate</c>: what the identity document's signatures are checked with.</summary>
sealed class Certificate() : OrderCommand("/certificate")
{
    public override CommandSpec Spec { get; } = new("imds certificate", "Prints the certificate under which a running metadata server signs its identity document.")
    {
        Options = [RunningServers.IdOption],
    };

    protected override double? FindNumber(string name, string value) => null;
}
