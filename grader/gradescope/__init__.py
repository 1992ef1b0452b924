"""The platform: a submission's folder in, results.json out."""
