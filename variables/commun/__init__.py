"""Steps that RSA and prime d'activité share."""
