using Awl.Cli.Terminals;

namespace Awl.Cli.Errors;

/// <summary>Exit codes. This is the only place that knows which failure ends with which.</summary>
/// <remarks>Source: aws-cli v2, constants.py and errorhandler.py.</remarks>
static class ExitCode
{
    public const int Success = 0;
    public const int Interrupted = 130;
    public const int Usage = 252;
    public const int Configuration = 253;
    public const int Service = 254;
    public const int Other = 255;

    public static int For(Exception exception) => exception switch
    {
        OutputClosedException => Success,
        OperationCanceledException => Interrupted,
        UsageException or UnknownOptionsException => Usage,
        CliConfigurationException or PagerException => Configuration,
        ConfigurationException { Fault: ConfigurationFault.NoRegion } => Configuration,
        CredentialsException { Fault: CredentialsFault.NoneConfigured } => Configuration,
        ServiceException => Service,
        _ => Other,
    };
}
