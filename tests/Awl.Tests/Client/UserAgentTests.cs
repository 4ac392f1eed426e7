using Awl.Client;
using Awl.Config;
using Awl.Http;
using Awl.Tests.Machines;

namespace Awl.Tests.Client;

public class UserAgentTests
{
    [Fact]
    public void It_has_awss_form()
        => Assert.Matches(
            @"^awl/\d+\.\d+\.\d+\S* ua/2\.1 os/(linux|macos|windows)#\d+\.\d+\.\d+ md/arch#[a-z0-9_]+ lang/dotnet#\d+\.\d+\.\d+ m/E,Z,b,g cfg/retry-mode#standard md/command#s3\.cp$",
            Make(new(), "s3.cp").For(UserAgentFeatures.CredentialsEnvironment));

    [Fact]
    public void Settings_and_environment_show()
    {
        var machine = new FakeMachine
        {
            Variables =
            {
                ["AWS_EXECUTION_ENV"] = "My Env/1", ["AWS_SDK_UA_APP_ID"] = "my app#1", ["AWS_RETRY_MODE"] = "adaptive",
                ["AWS_REQUEST_CHECKSUM_CALCULATION"] = "when_required",
            },
        };
        var request = new HttpRequest();
        Make(machine, null).AddTo(request, UserAgentFeatures.Paginator | UserAgentFeatures.ChecksumsMd5);
        Assert.EndsWith(" exec-env/My-Env-1 m/C,F,a,b,AE cfg/retry-mode#adaptive app/my-app#1", request.Headers["user-agent"], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_feature_has_its_code()
    {
        var features = Enum.GetValues<UserAgentFeatures>().Where(feature => feature != UserAgentFeatures.None).ToList();
        Assert.Equal(features.Count, UserAgent.FeatureCodes.Split(',').Length);
        Assert.All(features.Index(), feature => Assert.Equal(1UL << feature.Index, (ulong)feature.Item));
    }

    static UserAgent Make(FakeMachine machine, string? command) => new(machine, new Settings(machine), command);
}
