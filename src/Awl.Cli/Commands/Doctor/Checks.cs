namespace Awl.Cli.Commands.Doctor;

/// <summary>All checks, in the order in which they are printed.</summary>
static class Checks
{
    public static ICheck[] All =>
    [
        new ProgramsCheck(),
        new FilesCheck(),
        new ModesCheck(),
        new ShadowsCheck(),
        new CachesCheck(),
        new CredentialsCheck(),
        new ProxiesCheck(),
        new NetworkCheck(),
    ];
}
