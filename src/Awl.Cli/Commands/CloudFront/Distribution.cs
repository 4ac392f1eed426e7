using Awl.Cli.Parameters;

namespace Awl.Cli.Commands.CloudFront;

/// <summary>The smallest configuration that CloudFront takes for a distribution.</summary>
/// <remarks>Source: aws-cli v2, customizations/cloudfront.py.</remarks>
static class Distribution
{
    const string Template =
        """
        {
          "CallerReference": "",
          "Origins": {"Quantity": 0, "Items": []},
          "DefaultCacheBehavior": {
            "TargetOriginId": "placeholder",
            "ForwardedValues": {"QueryString": false, "Cookies": {"Forward": "none"}},
            "TrustedSigners": {"Enabled": false, "Quantity": 0},
            "ViewerProtocolPolicy": "allow-all",
            "MinTTL": 0
          },
          "Enabled": true,
          "Comment": ""
        }
        """;

    public static InputValue.Map NewConfiguration(Machine machine)
    {
        var configuration = (InputValue.Map)PythonJson.Parse(Template);
        configuration["CallerReference"] = new InputValue.Text(UniqueName("cli", machine));
        return configuration;
    }

    /// <summary>A name that no other call uses: the time and a random number.</summary>
    public static string UniqueName(string prefix, Machine machine)
    {
        Span<byte> random = stackalloc byte[4];
        machine.FillRandom(random);
        return $"{prefix}-{machine.Clock.GetUtcNow().ToUnixTimeSeconds()}-{BitConverter.ToUInt32(random) % 1_000_000 + 1}";
    }
}
