using Awl.Cli.CommandLine;

namespace Awl.Cli.Commands.Imds;

/// <summary>The options that <c>imds serve</c> and <c>imds exec</c> share.</summary>
static class ServeOptions
{
    public static OptionSpec[] All =>
    [
        new("fake", ValueKind.Boolean) { Summary = "Serve credentials that look right and open nothing." },
        new("role-arn") { Summary = "Assume this role and serve its credentials." },
        new("mode") { Choices = ["imds", "container", "both"], Summary = "The instance's metadata service, the endpoints of a container, or both." },
        new("port") { Summary = "The port of the metadata service; a free one by default." },
        new("container-port") { Summary = "The port of the container endpoints; a free one by default." },
        new("v1", ValueKind.Boolean) { Summary = "Answer requests without a token too, as version 1 of the service did." },
        new("config") { Summary = "A file of YAML or JSON that says what the instance is: region, tags, any path." },
        new("user-data") { Summary = "A file to serve as user data." },
        new("link-local", ValueKind.Boolean) { Summary = "Listen on 169.254.169.254 and 169.254.170.2 too, for programs that cannot be told another address. Needs root." },
    ];
}
