// Light of flat faces, done once a vertex: a face of a box has one normal, so only joints and the shade near the ground vary on it.

/// Encoded colour of a face in the light of the theme.
vec3 faceColour(vec3 albedo, vec3 normal, float sunShare)
{
    float up = normal.z * 0.5 + 0.5;
    vec3 light = mix(u.groundLight, u.skyLight, up) + u.sunColour * (max(dot(normal, u.sun), 0.0) * sunShare);
    return sqrt(clamp(albedo * light, vec3(0.0), vec3(1.0)));
}

/// How much of the horizon lies over something that far away.
float hazeShare(float distanceM) { return clamp(1.0 - exp(-distanceM / u.hazeM), 0.0, 0.9); }
