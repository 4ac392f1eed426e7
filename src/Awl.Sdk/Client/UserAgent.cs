using System.Runtime.InteropServices;
using System.Text;
using Awl.Config;
using Awl.Http;

namespace Awl.Client;

/// <summary>The User-Agent of a client's requests: <c>awl/0.1.0 ua/2.1 os/linux#6.18.44 md/arch#x86_64 lang/dotnet#10.0.1 m/E,Z,b,g cfg/retry-mode#standard md/command#s3.cp</c>.</summary>
/// <param name="machine">For AWS_EXECUTION_ENV.</param>
/// <param name="settings">For what is configured.</param>
/// <param name="command">The words of the command line that call, such as <c>s3.cp</c>; null for a library user.</param>
/// <remarks>Source: botocore useragent.py, UserAgentString; aws-cli clidriver.py for <c>md/command</c>.</remarks>
sealed class UserAgent(Machine machine, Settings settings, string? command)
{
    /// <summary>The codes of <see cref="UserAgentFeatures"/>, in its order.</summary>
    public const string FeatureCodes = "B,C,E,F,G,L,M,N,P,Q,R,S,T,U,V,W,X,Y,Z,a,b,c,e,g,h,i,k,n,o,p,q,r,s,t,u,v,w,z,0,3,AC,AD,AE";

    string Head => field ??= MakeHead();

    string Tail => field ??= MakeTail();

    /// <summary>Sets the header. The features that follow from the settings are added to the given ones.</summary>
    public void AddTo(HttpRequest request, UserAgentFeatures features) => request.Headers["User-Agent"] = For(features);

    /// <summary>The header's value for a request that makes use of the given features.</summary>
    public string For(UserAgentFeatures features) => $"{Head} m/{Codes(features | Configured())}{Tail}";

    UserAgentFeatures Configured()
        => (settings.RetryMode == RetryMode.Adaptive ? UserAgentFeatures.RetryModeAdaptive : UserAgentFeatures.RetryModeStandard)
            | (settings.RequestChecksumCalculation == ChecksumMode.WhenSupported
                ? UserAgentFeatures.ChecksumsRequestWhenSupported : UserAgentFeatures.ChecksumsRequestWhenRequired)
            | (settings.ResponseChecksumValidation == ChecksumMode.WhenSupported
                ? UserAgentFeatures.ChecksumsResponseWhenSupported : UserAgentFeatures.ChecksumsResponseWhenRequired);

    string MakeHead()
    {
        var head = $"awl/{SdkBuild.Version} ua/2.1 os/{Platform}#{Environment.OSVersion.Version.ToString(3)} md/arch#{MachineName} lang/dotnet#{Environment.Version}";
        return machine.Variable("AWS_EXECUTION_ENV") is { Length: > 0 } environment ? $"{head} exec-env/{Clean(environment)}" : head;
    }

    string MakeTail()
    {
        var tail = $" cfg/retry-mode#{(settings.RetryMode == RetryMode.Adaptive ? "adaptive" : "standard")}";
        if (settings.EndpointDiscoveryEnabled == true) tail += " cfg/endpoint-discovery";
        if (settings.UserAgentAppId is { Length: > 0 } id) tail += $" app/{Clean(id)}";
        return command is null ? tail : $"{tail} md/command#{Clean(command)}";
    }

    static string Platform => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : OperatingSystem.IsLinux() ? "linux" : "other";

    // As Python's platform.machine() says.
    static string MachineName => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => OperatingSystem.IsWindows() ? "amd64" : "x86_64",
        Architecture.Arm64 => OperatingSystem.IsLinux() ? "aarch64" : "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };

    static string Codes(UserAgentFeatures features)
    {
        var codes = new StringBuilder();
        var index = 0;
        foreach (var code in FeatureCodes.AsSpan().Split(','))
        {
            if (((ulong)features & (1UL << index++)) == 0) continue;
            if (codes.Length > 0) codes.Append(',');
            codes.Append(FeatureCodes.AsSpan(code));
        }
        return codes.ToString();
    }

    static string Clean(string text)
        => string.Create(text.Length, text, static (clean, text) =>
        {
            for (var i = 0; i < clean.Length; i++)
            {
                clean[i] = char.IsAsciiLetterOrDigit(text[i]) || "!$%&'*+-.^_`|~,#".Contains(text[i], StringComparison.Ordinal) ? text[i] : '-';
            }
        });
}
